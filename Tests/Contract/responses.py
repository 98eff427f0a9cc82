"""Asks a running server some thousands of questions and holds every answer against openapi.yaml.

    python responses.py openapi.yaml http://127.0.0.1:8080

What is asked: every example of the contract; every parameter of every path alone and in random company; every object in
every language; every kind of error; what the answers link to. What is checked: status, media type and headers are
declared; the body is valid by JSON Schema 2020-12, with no key that the schema does not name; exports keep to their own
grammars; at the end, that no response, header or schema of the contract went unused.
"""

import csv
import io
import json
import random
import re
import sys
from urllib.parse import quote, urlencode

import icalendar
import requests
import yaml
from jsonschema import Draft202012Validator, FormatChecker

SEED = 20261122
# Fields that HTTP itself asks for; no contract lists them.
PLAIN = {"content-type", "content-length", "date", "connection", "transfer-encoding", "keep-alive"}
# What only a server in trouble says: no request from outside can call for it.
UNREACHED = {"NotReady"}

contract = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
base = sys.argv[2]
session = requests.Session()
choose = random.Random(SEED)
failures, seen, counts = [], set(), {"requests": 0, "bodies": 0}


def fail(target, why):
    failures.append(f"{target}\n    {why}")


def resolve(node):
    """What a `$ref` leads to; remembers that it was used."""
    while "$ref" in node:
        seen.add(node["$ref"])
        value = contract
        for key in node["$ref"].split("/")[1:]:
            value = value[key]
        node = {**value, **{key: item for key, item in node.items() if key != "$ref"}} if "$ref" in value else value
    return node


# Schemas, read strictly: an object has no keys but those that are named. Where `fields` chose, it may lack some.


def strict(node, partial, within=False):
    if isinstance(node, list):
        return [strict(item, partial) for item in node]
    if not isinstance(node, dict):
        return node
    result = {}
    for key, value in node.items():
        if key in ("example", "examples", "description"):
            continue
        if key == "required" and isinstance(value, list) and partial:
            continue
        if key in ("properties", "$defs"):
            value = {name: strict(item, partial) for name, item in value.items()}
        elif key == "allOf":
            # Each part sees the keys of the others; what none of them names is caught around them.
            value = [strict(open_form(item), partial, within=True) for item in value]
        elif key not in ("enum", "const"):
            value = strict(value, partial)
        result[key] = value
    if "allOf" in node:
        result["unevaluatedProperties"] = False
    elif "properties" in node and "additionalProperties" not in node and not within:
        result["additionalProperties"] = False
    return result


def open_form(node):
    return resolve(node) if "$ref" in node else node


schemas = {
    partial: {name: strict(schema, partial) for name, schema in contract["components"]["schemas"].items()}
    for partial in (False, True)
}


def validator(schema, partial=False):
    return Draft202012Validator(
        {**strict(schema, partial), "components": {"schemas": schemas[partial]}}, format_checker=FormatChecker()
    )


validators = {}


def check(target, value, schema, partial=False):
    key = (json.dumps(schema, sort_keys=True), partial)
    if key not in validators:
        validators[key] = validator(schema, partial)
        note(schema)
    for error in list(validators[key].iter_errors(value))[:3]:
        fail(target, f"{error.json_path}: {error.message[:300]}")


def note(node):
    """Remembers every schema that validating by this one leads to."""
    if isinstance(node, dict):
        if "$ref" in node and node["$ref"] not in seen:
            note(resolve(node))
        for value in node.values():
            note(value)
    elif isinstance(node, list):
        for value in node:
            note(value)


# Requests


def operation(path):
    """The template that a path is served by, without a `.json` suffix; exact ones first."""
    plain = re.sub(r"\.json$", "", path) if path != "/openapi.json" else path
    for template in contract["paths"]:
        if template == plain:
            return template
    for template in contract["paths"]:
        if "{" in template and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), plain):
            return template
    return None


def ask(target, headers=None, method="GET", status=None):
    """Sends one request and checks the answer by the contract."""
    response = session.request(method, base + target, headers=headers or {}, timeout=30, allow_redirects=False)
    counts["requests"] += 1
    label = f"{method} {target} {headers or ''}"
    if status is not None and response.status_code != status:
        fail(label, f"{response.status_code} instead of {status}: {response.text[:300]}")
    template = operation(target.split("?")[0])
    if template is None:
        return response
    responses = contract["paths"][template]["get"]["responses"]
    key = str(response.status_code)
    declared = resolve(responses.get(key if key in responses else "default"))
    check_headers(label, response, declared.get("headers", {}))
    if method == "HEAD" or response.status_code == 304:
        if response.content:
            fail(label, "has content")
        return response
    media = response.headers["Content-Type"].split(";")[0]
    # Nested lists are lists: the forms of their suffixes are declared with the list.
    if media not in declared.get("content", {}):
        fail(label, f"{key} as {media} is not declared")
        return response
    counts["bodies"] += 1
    body(label, response, media, declared["content"][media]["schema"], "fields=" in target)
    return response


def check_headers(label, response, declared):
    names = {name.lower(): name for name in declared}
    for name, value in response.headers.items():
        if name.lower() in PLAIN:
            continue
        if name.lower() not in names:
            fail(label, f"{name} is not declared for {response.status_code}")
            continue
        header = resolve(declared[names[name.lower()]])
        typed = int(value) if header["schema"].get("type") == "integer" else value
        check(f"{label} {name}", typed, header["schema"])


def body(label, response, media, schema, partial):
    try:
        if media.endswith("json") and media != "application/x-ndjson":
            value = response.json()
            check(label, value, schema, partial)
            if media == "application/geo+json":
                geojson(label, value)
        elif media == "application/x-ndjson":
            note(schema)
            kind = {"event": "Event", "actor": "Actor", "area": "Area", "place": "Place", "document": "Document", "claim": "Claim"}
            for line in response.text.splitlines():
                value = json.loads(line)
                if "dataset" not in label and "kind" in value:
                    check(label, value, {"$ref": f"#/components/schemas/{kind[value['kind']]}"}, partial)
        elif media == "text/csv":
            note(schema)
            table(label, response.content)
        elif media == "text/calendar":
            note(schema)
            calendar(label, response.content)
        elif media == "application/yaml":
            yaml.safe_load(response.text)
    except Exception as error:  # whatever a reader of the format throws is a fault of the answer
        fail(label, f"{type(error).__name__}: {error}")


def table(label, content):
    """RFC 4180: CRLF ends each record, and all are as long as the header."""
    text = content.decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if not text.endswith("\r\n") or len({len(row) for row in rows}) != 1:
        fail(label, "the records differ in length, or do not end as they should")
    if any(cell[:1] in "=@\t\r" for row in rows for cell in row if cell):
        fail(label, "a cell would be run as a formula")


def calendar(label, content):
    """RFC 5545, as PyPI's icalendar reads it, and the length of lines that it does not mind."""
    if any(len(line) > 75 for line in content.split(b"\r\n")) or b"\n" in content.replace(b"\r\n", b""):
        fail(label, "a line is longer than 75 octets or ends without CR")
    read = icalendar.Calendar.from_ical(content)
    if read.errors:
        fail(label, f"{read.errors}")
    events = read.walk("VEVENT")
    if len({str(event["UID"]) for event in events}) != len(events):
        fail(label, "two events share a UID")
    for event in events:
        if event.errors or not {"DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event):
            fail(label, f"{event['UID']}: {event.errors} {sorted(event)}")
        elif event["DTSTART"].dt >= event["DTEND"].dt:
            fail(label, f"{event['UID']} ends before it begins")


def geojson(label, value):
    """RFC 7946 §3.1.1: longitude first."""
    for feature in value["features"]:
        geometry = feature["geometry"]
        points = [] if geometry is None else geometry["coordinates"]
        for longitude, latitude in [points] if points and geometry["type"] == "Point" else points:
            if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
                fail(label, f"{feature['id']} lies at {longitude}, {latitude}")


# What to ask


def parameters(template, place="query"):
    return [p for p in map(resolve, contract["paths"][template]["get"].get("parameters", [])) if p["in"] == place]


def spelled(name, value):
    """A parameter's example as it goes into a query."""
    if isinstance(value, list) and resolve_explode(name):
        return [(name, str(item)) for item in value]
    return [(name, ",".join(map(str, value)) if isinstance(value, list) else str(value))]


def resolve_explode(name):
    return name not in ("facets", "include", "fields", "sort")


def success(template):
    """What a plain request for a path is answered: 200, or where it leads elsewhere 303."""
    return 200 if "200" in contract["paths"][template]["get"]["responses"] else 303


def filled(template):
    path = template
    for parameter in parameters(template, "path"):
        path = path.replace("{%s}" % parameter["name"], quote(str(parameter["example"])))
    return path


def target(path, pairs):
    return path + ("?" + urlencode(pairs, safe=",/:") if pairs else "")


def examples():
    """Each example of the contract: requests, parameters alone and together, headers, values of schemas and responses."""
    for match in re.finditer(r"Example: `GET ([^`]+)`", open(sys.argv[1], encoding="utf-8").read()):
        ask(match[1], status=200)
    for template in contract["paths"]:
        path, mine = filled(template), parameters(template)
        ask(path, status=success(template))
        for parameter in mine:
            pairs = spelled(parameter["name"], parameter["example"])
            ask(target(path, pairs), status=success(template))
        for parameter in parameters(template, "header"):
            ask(path, headers={parameter["name"]: str(parameter["example"])})
        for _ in range(25 if mine else 0):
            some = choose.sample(mine, choose.randint(1, len(mine)))
            ask(target(path, [pair for p in some for pair in spelled(p["name"], p["example"])]), status=success(template))
    for name, header in contract["components"]["headers"].items():
        check(f"the example of {name}", header["example"], header["schema"])
    for name, parameter in contract["components"]["parameters"].items():
        check(f"the example of {name}", parameter["example"], parameter["schema"])
    for name, schema in contract["components"]["schemas"].items():
        if "example" in schema:
            check(f"the example of {name}", schema["example"], {"$ref": f"#/components/schemas/{name}"}, partial=name in ("FeatureCollection",))
        elif not {"enum", "const"} & set(schema) and not name.endswith(("Envelope", "Links", "Meta", "Filter")):
            fail(f"schema {name}", "has no example")
    for name, response in contract["components"]["responses"].items():
        for content in response.get("content", {}).values():
            values = [content["example"]] if "example" in content else []
            values += [item["value"] for item in content.get("examples", {}).values()]
            if not values and "Problem" in content["schema"].get("$ref", ""):
                if not content["schema"]["$ref"].endswith("Envelope"):
                    fail(f"response {name}", "has no example")
            for value in values:
                check(f"the example of {name}", value, content["schema"])


NOUNS = ["events", "actors", "areas", "places", "documents", "claims"]
LANGUAGES = ["fr", "en", "ja"]


def objects():
    """Every object in every language, and a list item is the same object as the detail."""
    for noun in NOUNS:
        for language in LANGUAGES:
            found = []
            link = f"/v1/{noun}?limit=200&lang={language}"
            while link:
                page = ask(link, status=200).json()
                found += page["data"]
                link = page["links"]["next"]
            if len({item["id"] for item in found}) != page["meta"]["total"]:
                fail(f"/v1/{noun} {language}", "paging lost or repeated something")
            for item in found if noun != "claims" else choose.sample(found, 60):
                detail = ask(f"{item['url']}?lang={language}", status=200).json()
                if detail["data"] != item:
                    fail(item["url"], "differs from the item in the list")


def values_of(noun):
    """Values that a list's filters may be given: from its facets, and ids."""
    facets = {"events": "type,area,actor,role,place,country,document,status", "actors": "type,country,area,member_of",
              "documents": "type,publisher,language"}.get(noun)
    values = {}
    if facets:
        answer = ask(f"/v1/{noun}?limit=0&facets={facets}", status=200).json()
        values = {name: [v["value"] for v in facet["values"]] for name, facet in answer["facets"].items()}
    return values


def questions():
    """Random questions with real values to the lists and the views; then some of the links in the answers."""
    links = set()
    known = {noun: values_of(noun) for noun in NOUNS}
    dates = ["2013", "2013-04/2014", "../2010", "2014-05-06/..", "199X", "2017-21", "20XX", "2025-04-09"]
    words = ["japon", "OTAN", "abe tokyo", '"sûreté maritime"', "海", "安倍", "cyber -otan", "l'otan", "😀", '"', "-japon", "zzzz"]
    for _ in range(1200):
        noun = choose.choice(NOUNS + ["events"] * 4 + ["timeline", "graph", "search"])
        filters = known.get(noun, known["events"] if noun in ("timeline", "graph") else {})
        pairs = []
        for name, values in filters.items():
            if values and choose.random() < 0.2:
                some = [("-" if choose.random() < 0.2 else "") + choose.choice(values) for _ in range(choose.randint(1, 3))]
                pairs.append((name, ",".join(some)))
        if noun in ("events", "documents", "timeline", "graph") and choose.random() < 0.3:
            pairs.append(("date", choose.choice(dates)))
            if choose.random() < 0.5:
                pairs.append(("date_match", "certain"))
        if choose.random() < 0.3:
            pairs.append(("q", choose.choice(words)))
        if filters and noun in NOUNS and choose.random() < 0.5:
            pairs.append(("facets", ",".join(choose.sample(sorted(filters), min(3, len(filters))))))
        if noun == "timeline":
            pairs.append(("by", choose.choice(["decade", "year", "month"])))
            pairs.append(("split", choose.choice(["type", "area", "actor"])))
        if noun in NOUNS:
            pairs.append(("limit", str(choose.choice([0, 1, 7, 50]))))
            if choose.random() < 0.3:
                pairs.append(("include", "actors,areas,places,documents,claims"))
        if noun != "search" and choose.random() < 0.2 and "facets" not in dict(pairs) and "include" not in dict(pairs):
            forms = {"events": ["csv", "ndjson", "geojson", "ics"], "places": ["csv", "ndjson", "geojson"],
                     "timeline": ["csv"], "graph": ["csv"]}.get(noun, ["csv", "ndjson"])
            ask(target(f"/v1/{noun}.{choose.choice(forms)}", pairs), status=200)
            continue
        pairs.append(("lang", choose.choice(LANGUAGES)))
        answer = ask(target(f"/v1/{noun}", pairs), status=200)
        gather(answer.json(), links)
    for link in choose.sample(sorted(links), min(700, len(links))):
        ask(link, status=200)


def gather(value, links):
    """Every link in an answer."""
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str) and item.startswith("/") and (key in ("href", "url", "self", "next", "prev", "try") or key in ("csv", "ics", "ndjson", "geojson")):
                links.add(item)
            else:
                gather(item, links)
    elif isinstance(value, list):
        for item in value:
            gather(item, links)


def errors():
    """Each kind of refusal, from each path that can give it; and `try`, pasted, works."""
    wrong = {"q": "x" * 201, "date": "2014-13", "date_match": "maybe", "limit": "5000", "offset": "-1", "lang": "de", "pretty": "no",
             "fields": "name,-date", "facets": "colour", "include": "everything", "sort": "beauty", "by": "day", "split": "colour"}
    for template in contract["paths"]:
        path = filled(template)
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            ask(path, method=method, status=405)
        ask(path, method="HEAD", status=success(template))
        if template in ("/healthz", "/readyz", "/metrics"):
            ask(path + "?whatever=1", status=200)
            continue
        refused(path + "?aera=x&limt=1")
        ask(path + "?_=1", status=success(template))
        for parameter in parameters(template):
            name = parameter["name"]
            if name not in ("id", "q"):
                # A value is wanted, but for `pretty`, whose name is enough.
                (ask if name == "pretty" else refused)(f"{path}?{name}=")
            if name != "id":
                refused(f"{path}?{name}={quote(wrong.get(name, 'no-such-value'))}")
            refused(f"{path}?{name}=%ff")
        for kind in resolve(contract["paths"][template]["get"]["responses"].get("200", {})).get("content", {}):
            ask(path, headers={"Accept": kind}, status=200)
        ask(path, headers={"Accept": "image/png"}, status=406 if "406" in contract["paths"][template]["get"]["responses"] else success(template))
        if success(template) == 200:
            tag = ask(path, status=200).headers.get("ETag")
            ask(path, headers={"If-None-Match": tag}, status=304)
        if "{" in template:
            ask(re.sub(r"\{\w+\}", "nobody-and-nothing", template), status=404)
            ask(re.sub(r"\{\w+\}", "Japon", template), status=404)
    for path in ("/v1/event", "/nowhere", "/v1/events.xml", "/v1//events"):
        answer = session.get(base + path)
        if answer.status_code != 404 or answer.headers["Content-Type"] != "application/problem+json":
            fail(path, f"{answer.status_code}")
        check(path, answer.json(), {"$ref": "#/components/schemas/Problem"})
    ask("/v1/dataset.sqlite", headers={"Range": "bytes=0-99"}, status=206)
    ask("/v1/dataset.sqlite", headers={"Range": "bytes=0-99,200-299"}, status=206)
    ask("/v1/dataset.sqlite", headers={"Range": "bytes=999999999-"}, status=416)
    ask("/v1/events?q=" + "x" * 9000, status=414)
    ask("/v1/events", headers={"X-Padding": "x" * 20000}, status=431)


def refused(link):
    problem = ask(link, status=400).json()
    for name in problem.get("errors", []):
        if name["code"] == "unknown-parameter" and "value" in name:
            fail(link, "echoes the value of an unknown parameter")
    if "try" in problem:
        ask(problem["try"], status=200)
        if any(len(error["did_you_mean"]) < 1 for error in problem["errors"]):
            fail(link, "has a `try` without a suggestion for every error")
    elif problem.get("errors") and all(len(error["did_you_mean"]) == 1 for error in problem["errors"]):
        fail(link, f"has no `try` though every error has exactly one suggestion: {json.dumps(problem['errors'])[:300]}")


def coverage():
    for section in ("responses", "headers", "schemas"):
        for name in contract["components"][section]:
            used = f"#/components/{section}/{name}" in seen
            if not used and not (section == "responses" and name in UNREACHED) and name != "Retry-After":
                fail(f"{section} {name}", "is described, and no answer used it")


for part in (examples, objects, questions, errors, coverage):
    part()
print(f"{counts['requests']} requests, {counts['bodies']} bodies valid by their schemas, {len(failures)} failures")
for failure in failures[:40]:
    print("  " + failure)
sys.exit(1 if failures else 0)
