"""What a visitor does in the explorer."""

import json
import re
import urllib.request

import pytest


def ask(base, target):
    with urllib.request.urlopen(base + target) as answer:
        return json.load(answer)


def total(page):
    return int(re.search(r"\d+", page.locator(".total").first.inner_text()).group())


def test_landing_says_what_is_here_and_how_to_ask(visit, base, picture):
    one = visit()
    page = one.open()
    index = ask(base, "/v1/dataset?lang=en")["data"]
    assert page.locator("h1").inner_text().replace("\u2060", "").lower() in index["title"].lower()
    assert f"{index['counts']['events']} events" in page.locator(".counts").inner_text()
    assert page.locator(".years li").count() == index["counts"]["events"]
    line = page.locator(".start code").inner_text()
    target = re.fullmatch(rf"curl '{re.escape(base)}([^']+)'", line).group(1)
    assert ask(base, target)["data"]
    page.locator(".start button").click()
    assert page.evaluate("navigator.clipboard.readText()") == line
    picture(page, "landing")


def test_every_command_line_is_the_request_that_was_sent(visit, base):
    one = visit()
    sent = []
    one.page.on("request", lambda request: sent.append(request.url))
    for view in ["/timeline?date=2014", "/network?area=cyber-defence", "/places", "/documents", "/event/ipcp-signing-2014",
                 "/actor/shinzo-abe", "/area/cyber-defence", "/place/tokyo", "/document/ishiba-rutte-2025", "/search?q=tokyo", "/docs"]:
        sent.clear()
        one.open(view)
        lines = one.curl()
        assert lines, view
        for line in lines:
            assert re.fullmatch(r"curl '([^']+)'", line).group(1) in sent, view
        one.page.goto("about:blank")


def test_a_facet_filters_and_its_count_is_kept(visit, base):
    one = visit()
    page = one.open("/timeline")
    link = page.locator(".facets a[data-key='type:meeting']")
    promised = int(link.locator(".count").inner_text())
    link.click()
    page.wait_for_selector(".chips")
    assert total(page) == promised == page.locator(".years li").count()
    assert "type=meeting" in page.url
    assert page.evaluate("document.activeElement.dataset.key") == "type:meeting"
    assert str(promised) in page.locator("[role=status]").inner_text()
    page.reload()
    one.settle()
    assert total(page) == promised
    page.locator(".chips a").first.click()
    page.wait_for_selector(".chips", state="detached")
    page.go_back()
    page.wait_for_selector(".chips")
    assert total(page) == promised


def test_a_period_is_read_by_the_api_and_its_refusal_explained(visit, base):
    one = visit()
    page = one.open("/timeline")
    page.locator(".facets input").fill("2014")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chips")
    assert total(page) == ask(base, "/v1/events?date=2014&limit=0")["meta"]["total"]
    one.expected_statuses.add(400)
    page.locator(".facets input").fill("1990s")
    page.keyboard.press("Enter")
    page.wait_for_selector(".problem")
    page.locator(".problem a", has_text="199X").first.click()
    page.wait_for_selector(".chips")
    assert total(page) == ask(base, "/v1/events?date=199X&limit=0")["meta"]["total"]


def test_imprecise_dates_are_as_wide_as_they_are(visit, base):
    page = visit().open("/timeline")
    events = ask(base, "/v1/events?limit=1000&lang=en")["data"]
    drawn = page.eval_on_selector_all(".years li", """rows => rows.map(row => {
      const bar = row.querySelector(".bar"), box = bar?.getBoundingClientRect(), track = row.querySelector(".track").getBoundingClientRect();
      return [row.querySelector("a").hash.split("/").at(-1), bar?.className ?? null, box && (box.left - track.left) / track.width, box && box.width / track.width];
    })""")
    assert [one[0] for one in drawn] == [event["id"] for event in events]
    years = [int(bound[:4]) for event in events if event["date"] for bound in (event["date"]["earliest"], event["date"]["latest"]) if bound]
    reach = max(years) + 1 - min(years)
    for (_, name, left, width), event in zip(drawn, events):
        date = event["date"]
        if not date:
            assert name is None
            continue
        is_day = date["earliest"] == date["latest"] and date["earliest"] is not None
        assert ("day" in name.split()) == is_day, event["id"]
        assert ("open-start" in name) == (date["earliest"] is None), event["id"]
        assert ("open-end" in name) == (date["latest"] is None), event["id"]
        if date["earliest"] is None:
            assert left == pytest.approx(0, abs=0.01)
        if date["precision"] == "decade" and date["latest"]:
            assert width > 9 / (reach * 1.15), event["id"]


def test_an_event_shows_each_fact_with_its_paragraphs(visit, base, picture):
    one = visit()
    page = one.open("/timeline")
    page.locator(".years a[href='#/event/ipcp-signing-2014']").click()
    page.wait_for_selector(".event")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    answer = ask(base, "/v1/events/ipcp-signing-2014?include=claims&lang=en")
    event, claims = answer["data"], list(answer["included"]["claims"].values())
    text = page.locator(".event").inner_text()
    for participant in event["participants"]:
        assert participant["actor"]["name"] in text and participant["post"] in text
    assert event["date"]["edtf"] in text
    sources = page.eval_on_selector_all(".sources li > a", "links => links.map(link => link.hash.split('/').at(-1))")
    shown = page.locator(".facts", has=page.locator("h2", has_text="Date")).locator("summary .cite").all_inner_texts()
    said = {(sources.index(claim["document"]["id"]) + 1, claim["paragraph"]) for claim in claims if claim["field"] == "/date"}
    assert {tuple(map(int, re.findall(r"\d+", cite))) for cite in shown} == said
    page.locator("summary").first.click()
    page.locator(".evidence[open] a.cite").first.click()
    page.wait_for_selector(".paragraph[aria-current]")
    picture(page, "paragraph")
    page.go_back()
    page.wait_for_selector(".event")


def test_search_as_one_types_and_in_full(visit, base, picture):
    one = visit()
    page = one.open()
    page.locator(".search input").fill("abe")
    page.wait_for_selector("#found li")
    hits = ask(base, "/v1/search?q=abe&limit=8&lang=en")["data"]
    assert page.locator("#found li b").all_inner_texts() == [hit["name"] for hit in hits]
    picture(page, "typeahead")
    page.keyboard.press("Escape")
    page.locator(".search input").fill("cyber")
    page.keyboard.press("Enter")
    page.wait_for_selector(".results ol li")
    hit = ask(base, "/v1/search?q=cyber&lang=en")["data"][0]
    snippet = hit["match"]["snippets"][0]
    start, length = snippet["ranges"][0]
    assert page.locator(".results mark").first.inner_text() == snippet["text"][start:start + length]
    page.get_by_role("link", name="These events on the timeline").click()
    page.wait_for_selector(".years mark")
    assert total(page) == ask(base, "/v1/events?q=cyber&limit=0")["meta"]["total"]


def test_the_network_is_drawn_and_told(visit, base, picture):
    one = visit()
    page = one.open("/network?date=2014")
    graph = ask(base, "/v1/graph?date=2014&lang=en")["data"]
    assert page.locator(".network g").count() == len(graph["nodes"])
    assert page.locator(".network line").count() == len(graph["edges"])
    assert page.locator("tbody").first.locator("tr").count() == len(graph["nodes"])
    inside = page.evaluate("""() => { const frame = document.querySelector(".network svg").viewBox.baseVal;
      return [...document.querySelectorAll(".network circle")].every(({ cx, cy }) => cx.baseVal.value > 0 && cx.baseVal.value < frame.width && cy.baseVal.value > 0 && cy.baseVal.value < frame.height); }""")
    assert inside
    page.locator(".network g").first.hover()
    assert page.locator(".network .lit").count() == 1
    picture(page, "network")
    page.locator("nav a", has_text="Timeline").click()
    page.wait_for_selector(".years li")
    assert "date=2014" in page.url


def test_on_a_phone_a_tap_names_an_actor_and_its_neighbours(visit, base, picture):
    one = visit(width=360, height=740, touch=True)
    page = one.open("/network")
    graph = ask(base, "/v1/graph?lang=en")["data"]
    named = page.locator(".network text:not(.waiting)").all_text_contents()
    assert {node["name"] for node in graph["nodes"][:2]} <= set(named)
    tap = "index => document.querySelectorAll('.network g')[index].dispatchEvent(new PointerEvent('click', { pointerType: 'touch', bubbles: true }))"
    hidden = page.evaluate("[...document.querySelectorAll('.network g')].findIndex(one => one.querySelector('.waiting'))")
    node = graph["nodes"][hidden]
    page.evaluate(tap, hidden)
    near = {node["name"]} | {other["name"] for other in graph["nodes"] for edge in graph["edges"]
                             if {edge["source"], edge["target"]} == {node["id"], other["id"]} and other != node}
    assert set(page.locator(".network g.on text").all_text_contents()) == near
    assert node["name"] in page.locator(".network text:not(.waiting)").all_text_contents()
    picture(page, "phone-network-tapped")
    page.evaluate(tap, hidden)
    page.wait_for_function("id => location.hash === `#/actor/${id}` && !document.querySelector('main[aria-busy]')", arg=node["id"])


# Names that are shown, and what they must not run into: other names, and circles.
CROSSINGS = """([names, circles]) => {
  const shown = [...document.querySelectorAll(names)].filter((text) => getComputedStyle(text).opacity > 0);
  const boxes = shown.map((text) => [text.textContent, text.getBoundingClientRect()]);
  const rounds = [...document.querySelectorAll(circles)].map((circle) => ["a circle", circle.getBoundingClientRect()]);
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5;
  return { shown: shown.length, crossings: boxes.flatMap(([name, box], index) =>
    [...boxes.slice(index + 1), ...rounds].filter(([, other]) => meet(box, other)).map(([other]) => [name, other])) };
}"""


@pytest.mark.parametrize("lang", ["fr", "en", "ja"])
@pytest.mark.parametrize("width, least", [(360, 25), (390, 25), (1280, 57)])
def test_no_name_runs_into_another_or_a_circle(visit, lang, width, least):
    one = visit(lang=lang, width=width)
    page = one.open("/network")
    found = page.evaluate(CROSSINGS, [".network text", ".network circle:not(.reach)"])
    assert found["crossings"] == []
    assert found["shown"] >= least
    page = one.open("/places")
    found = page.evaluate(CROSSINGS, [".chart .mark text", ".chart .mark circle.core"])
    assert found["crossings"] == []
    assert found["shown"] >= 3


def test_places_have_points_where_the_data_has(visit, base, picture):
    page = visit().open("/places")
    places = ask(base, "/v1/places?limit=1000&lang=en")["data"]
    assert page.locator(".chart .mark").count() == sum(1 for place in places if place["point"] and place["stats"]["events"])
    assert page.locator(".tree li").count() == sum(1 for place in places if place["stats"]["events"])
    picture(page, "places")


def test_nothing_found_and_nowhere(visit):
    one = visit()
    page = one.open("/timeline?actor=ukraine&type=visit")
    assert "Nothing matches" in page.locator(".empty").inner_text()
    page = one.open("/nowhere")
    assert "nothing at this address" in page.locator("h1").inner_text()
    one.expected_statuses |= {404, 400}
    page = one.open("/event/ipcp-signing-2015")
    page.locator(".problem a[href='#/event/ipcp-signing-2014']").click()
    page.wait_for_selector(".event")


def test_a_refusal_is_told_in_the_words_of_the_page_and_what_was_meant_is_near(visit):
    one = visit(lang="fr")
    one.expected_statuses |= {400, 404}
    page = one.open("/event/ipcp-signing-2015")
    assert page.locator("h1").inner_text() == "Il n’y a rien à cette adresse"
    assert page.locator(".problem p").first.get_attribute("lang") == "en"
    page = one.open("/timeline?actor=natto")
    page.locator(".problem a", has_text="/v1/events?actor=nato").click()
    page.wait_for_selector(".chips")
    assert "#/timeline?actor=nato" in page.url
    page = one.open("/search?q=rasmusen")
    assert page.get_by_role("link", name="Ces événements sur la frise").count() == 0
    page.get_by_role("link", name="rasmussen").click()
    page.wait_for_selector(".results ol li")


def test_where_the_server_is_gone_one_tries_again(visit):
    one = visit()
    page = one.open("/timeline")
    page.route("**/v1/**", lambda route: route.abort())
    page.locator("nav a", has_text="Sources").click()
    page.wait_for_selector(".problem button")
    assert "does not answer" in page.locator(".problem").inner_text()
    page.unroute("**/v1/**")
    page.locator(".problem button").click()
    page.wait_for_selector(".documents li")
    one.faults = [fault for fault in one.faults if "ERR_FAILED" not in fault]


def test_what_the_api_says_is_text(visit):
    one = visit()
    page = one.open("/search?q=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert "<img src=x" in page.locator("h1").inner_text()
    assert page.locator("main img").count() == 0
