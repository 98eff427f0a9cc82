"""The reference and its forms."""

import json
import re
import urllib.request

import pytest


@pytest.fixture(scope="module")
def contract(base):
    with urllib.request.urlopen(base + "/openapi.json") as answer:
        return json.load(answer)


def resolve(contract, value):
    while "$ref" in value:
        node = contract
        for key in value["$ref"].split("/")[1:]:
            node = node[key]
        value = node
    return value


def test_docs_leads_there(visit, base, contract, picture):
    one = visit()
    one.page.goto(base + "/docs?lang=en")
    one.settle()
    assert one.page.url == base + "/?lang=en#/docs"
    assert one.page.locator("main tbody th code").all_inner_texts()[-len(contract["paths"]):] == list(contract["paths"])
    picture(one.page, "reference")


def test_every_operation_shows_its_parameters_answers_and_line(visit, contract):
    one = visit()
    page = one.open("/docs")
    for path, item in contract["paths"].items():
        operation = item["get"]
        page.evaluate("hash => location.hash = hash", f"#/docs/{operation['operationId']}")
        page.wait_for_function("path => document.querySelector('.operation h1 code')?.textContent === path", arg=path)
        parameters = [resolve(contract, one) for one in operation.get("parameters", [])]
        assert page.locator(".field label code").all_inner_texts() == [one["name"] for one in parameters], path
        assert page.locator(".response > summary > code").all_inner_texts() == sorted(operation["responses"], key=lambda code: (code == "default", code)), path
        for one_parameter in parameters:
            schema = resolve(contract, one_parameter["schema"])
            allowed = [value for value in schema.get("enum", schema.get("items", {}).get("enum", [])) if value != ""]
            shown = page.locator(".field", has=page.locator(f"#p-{one_parameter['name']}")).locator("p code").all_inner_texts()
            assert set(map(str, allowed)) <= set(shown), (path, one_parameter["name"])


def test_every_schema_has_a_view(visit, contract):
    page = visit().open("/docs")
    for name in contract["components"]["schemas"]:
        page.evaluate("hash => location.hash = hash", f"#/docs/schemas/{name}")
        page.wait_for_function("name => document.querySelector('.operation h1')?.textContent === name", arg=name)


def test_try_it_sends_what_the_line_says(visit, base, picture):
    one = visit()
    page = one.open("/docs/listEvents")
    page.fill("#p-actor", "nato")
    page.fill("#p-limit", "1")
    line = page.locator(".try .command code").inner_text()
    assert line == f"curl '{base}/v1/events?actor=nato&limit=1'"
    with page.expect_response(base + "/v1/events?actor=nato&limit=1"):
        page.get_by_role("button", name="Send").click()
    page.wait_for_selector(".result .good")
    assert page.locator(".result .good").inner_text() == "200 OK"
    assert json.loads(page.locator(".result .body").inner_text())["meta"]["total"] > 1
    assert re.search(r"^etag: ", page.locator(".result details pre").text_content(), re.M)
    picture(page, "try-it", full_page=True)
    one.expected_statuses.add(400)
    page.fill("#p-actor", "natto")
    page.keyboard.press("Enter")
    page.wait_for_selector(".result .bad")
    assert "did_you_mean" in page.locator(".result .body").inner_text()


def test_an_example_fills_the_form(visit, base):
    page = visit().open("/docs/getProblemType")
    page.get_by_role("button", name="Fill in the example").click()
    assert page.locator(".try .command code").inner_text() == f"curl '{base}/problems/invalid-query?lang=en'"
