"""Uses the client that openapi-python-client made from openapi.yaml, as a frontend would; asserts against the fixtures.

    PYTHONPATH=where/it/lies python client.py http://127.0.0.1:8080
"""

import datetime
import json
import sys

from passerelle_client import Client
from passerelle_client.api.actors import get_actor, list_events_of_actor
from passerelle_client.api.claims import list_claims
from passerelle_client.api.dataset import download_sq_lite, get_dataset, get_vocabulary
from passerelle_client.api.events import export_events_csv, export_events_geo_json, get_event, list_events
from passerelle_client.api.operations import get_health
from passerelle_client.api.places import list_places
from passerelle_client.api.search import search
from passerelle_client.api.views import get_graph, get_timeline
from passerelle_client.models import (
    GetTimelineBy,
    Language,
    ListEventsFacetsItem,
    ListEventsIncludeItem,
    ListEventsSortItem,
    Problem,
)

client = Client(base_url=sys.argv[1])


def fixture(name):
    with open(f"Fixtures/{name}.json", encoding="utf-8") as file:
        return json.load(file)


def same(what, mine, theirs):
    if mine != theirs:
        sys.exit(f"{what}: {mine!r} is not {theirs!r}")


events = fixture("events")
signing = next(event for event in events if event["id"] == "ipcp-signing-2014")

one = get_event.sync("ipcp-signing-2014", client=client, lang=Language.EN, include=[ListEventsIncludeItem.ACTORS])
same("name", one.data.name, signing["name"]["en"])
same("day", one.data.date.earliest, datetime.date(2014, 5, 6))
same("roles", [p.role.value for p in one.data.participants], [p["role"] for p in signing["participants"]])
same("included", sorted(one.included.actors.additional_properties) != [], True)
same("no fallback", bool(one.data.fallback), False)

# Walking through all pages, each event once.
found, offset = [], 0
while True:
    page = list_events.sync(client=client, limit=25, offset=offset, sort=[ListEventsSortItem.ID_DESCENDING])
    found += [event.id for event in page.data]
    if page.links.next_ is None:
        break
    offset += 25
same("walk", found, sorted((event["id"] for event in events), reverse=True))

visits = [event for event in events if event["type"] in ("visit", "meeting")]
answer = list_events.sync(client=client, type_=["visit,meeting"], facets=[ListEventsFacetsItem.TYPE], limit=0)
same("filter", answer.meta.total, len(visits))
facet = answer.facets.additional_properties["type"]
same("facet", {v.value: v.count for v in facet.values}["visit"], sum(e["type"] == "visit" for e in events))
same("selected", sorted(v.value for v in facet.values if v.selected), ["meeting", "visit"])

both = list_events.sync(client=client, actor=["japan", "OTAN"], limit=0)
same("resolved", both.meta.resolved.additional_properties["actor"].additional_properties, {"OTAN": "nato"})
nested = list_events_of_actor.sync("nato", client=client, actor=["japan"], limit=0)
same("nested", nested.meta.total, both.meta.total)

problem = list_events.sync(client=client, actor=["natto"])
same("problem", type(problem), Problem)
same("suggestion", problem.errors[0].did_you_mean[0].id, "nato")
mended = client.get_httpx_client().get(problem.try_).json()
same("try", mended["meta"]["total"], list_events.sync(client=client, actor=["nato"], limit=0).meta.total)
missing = get_actor.sync("Otan", client=client)
same("not found", (missing.status, missing.did_you_mean[0].id), (404, "nato"))

hits = search.sync(client=client, q="安倍", lang=Language.JA, limit=3)
same("search", (hits.data[0].id, hits.data[0].name), ("shinzo-abe", "安倍晋三"))
snippet = hits.data[0].match.snippets[0]
start, length = snippet.ranges[0]
units = snippet.text.encode("utf-16-le")
same("highlight", units[2 * start : 2 * (start + length)].decode("utf-16-le"), "安倍")

claims = list_claims.sync(client=client, event=["ipcp-signing-2014"], limit=0)
same("claims", claims.meta.total, one.data.claims_count)
places = list_places.sync(client=client, id=["tokyo"])
same("point", round(places.data[0].point.lat), 36)

years = get_timeline.sync(client=client, by=GetTimelineBy.DECADE)
same("timeline", sum(b.count for b in years.data) + sum(c.count for c in years.meta.coarser) + years.meta.undated, len(events))
graph = get_graph.sync(client=client)
edge = next(edge for edge in graph.data.edges if {edge.source, edge.target} == {"japan", "nato"})
same("edge", edge.weight, both.meta.total)

words = get_vocabulary.sync(client=client).data.event_type
same("vocabulary", {w.value: w.label.en for w in words}["visit"], "Visit")
about = get_dataset.sync(client=client)
same("counts", about.data.counts.additional_properties["claims"], len(fixture("claims")))
same("database", download_sq_lite.sync_detailed(client=client).content[:15], b"SQLite format 3")
same("table", export_events_csv.sync_detailed(client=client).content.count(b"\r\n") > len(events), True)
features = export_events_geo_json.sync(client=client).features
same("features", len(features), len(events))
same("health", get_health.sync(client=client).status, "ok")

print("The generated client says what the fixtures say.")
