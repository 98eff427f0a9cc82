"""Questions that may cost a server much: every path of its contract, its parameters at their limits, odd, many and wrong.

Deterministic: the same seed and the same dataset give the same questions, and of a larger dataset questions of the same
shape, for values are drawn by their place among all.
"""

import json
import random
import re
import urllib.parse

NOUNS = ["events", "actors", "areas", "places", "documents", "claims"]
SINGULAR = {"events": "event", "actors": "actor", "areas": "area", "places": "place", "documents": "document", "claims": "claim"}
# Whose ids a filter takes.
OBJECTS = {"actor": "actors", "area": "areas", "place": "places", "document": "documents", "event": "events",
           "member_of": "actors", "within": "places", "broader": "areas", "publisher": "actors"}
FACETS = {"events": "type area actor role place country document status year decade".split(),
          "actors": "type country area member_of".split(), "documents": "type publisher language year decade".split()}
SORTS = {"events": "id name type added updated date relevance", "documents": "id name type added updated published events",
         "claims": "id added updated"}
SCALARS = "id kind type name aliases url added updated summary date status participants areas places documents part_of".split()
TARGET = 8192


def whole(target, length):
    """As much of a target, without a percent triplet that is cut."""
    target = target[:length]
    return re.sub(r"%.?$", "", target) if len(target) == length else target


class Question:
    """A target with the fields that go with it; `family` says what it tries."""

    def __init__(self, family, target, fields="", method="GET"):
        self.family = family
        self.target = whole(target, TARGET)
        self.fields = fields
        self.method = method

    def request(self, number=None):
        """What is sent; with a number, one that was never asked before, for names that begin with `_` are ignored."""
        target = self.target
        if number is not None:
            target = whole(target, TARGET - 14)
            target += ("&" if "?" in target else "?") + f"_={number}"
        return f"{self.method} {target} HTTP/1.1\r\nHost: a\r\n{self.fields}\r\n".encode()

    def __str__(self):
        text = f"{self.method} {self.target}" if self.method != "GET" else self.target
        if self.fields:
            text += " · " + self.fields.strip().replace("\r\n", " · ")
        return text


class Words:
    """What the dataset is made of, as its server tells it."""

    def __init__(self, ask):
        self.ids = {noun: re.findall(r'"id":"([^"]+)","kind":"%s"' % SINGULAR[noun], ask(f"/v1/{noun}.ndjson?limit=300&fields=id,kind,url"))
                    for noun in NOUNS}
        vocabulary = json.loads(ask("/v1/vocab"))["data"]
        self.vocabulary = {name: [item["value"] for item in items] for name, items in vocabulary.items()}
        self.texts = []
        for language in ["fr", "en", "ja"]:
            for line in ask(f"/v1/events.ndjson?limit=60&lang={language}").splitlines():
                event = json.loads(line)
                self.texts += [text for text in (event["name"], event["summary"]) if text]
        self.words = sorted(set(re.findall(r"\w{3,}", " ".join(self.texts))))
        self.fields = sorted(set(re.findall(r'"field":"([^"]+)"', ask("/v1/claims.ndjson?limit=300"))))
        self.routes = json.loads(ask("/openapi.json"))


class Questions:
    def __init__(self, words, seed):
        self.words = words
        self.random = random.Random(seed)
        self.routes = {}
        shared = words.routes["components"].get("parameters", {})
        for path, item in words.routes["paths"].items():
            parameters = item.get("parameters", []) + item["get"].get("parameters", [])
            parameters = [shared[one["$ref"].split("/")[-1]] if "$ref" in one else one for one in parameters]
            self.routes[path] = [one["name"] for one in parameters if one["in"] == "query"]

    # Places, not choices: a list twice as long is asked at the same places.
    def pick(self, items):
        return items[int(self.random.random() * len(items))] if items else "none"

    def some(self, items, count):
        return [self.pick(items) for _ in range(count)]

    def count(self):
        return self.pick([1, 1, 1, 2, 3, 10, 100])

    def noun(self, path):
        match = re.match(r"/v1/(?:\w+/\{id\}/)?(\w+)", path)
        return match[1] if match and match[1] in NOUNS else "events"

    # MARK: - Values

    def text(self):
        """A text to search for, of up to 200 characters."""
        words, texts = self.words.words, self.words.texts
        letters = "abcdefghijklmnopqrstuvwxyz"
        kind = int(self.random.random() * 16)
        if kind == 0:
            return self.pick(words)
        if kind == 1:
            return self.pick(letters)
        if kind == 2:
            return " ".join(self.some(words, 3))
        if kind == 3:
            return '"' + self.pick(texts)[:198] + '"'
        if kind == 4:
            return '"' + self.pick(texts)[:199]
        if kind == 5:
            return self.pick(texts)[:200]
        if kind == 6:
            return " ".join("-" + letter for letter in letters)
        if kind == 7:
            return " ".join("-" + word for word in self.some(words, 20))[:200]
        if kind == 8:
            return " ".join(self.some(letters, 100))
        if kind == 9:
            return '"' + " ".join(self.some("de la le en of to and with nato japan".split(), 50))[:198] + '"'
        if kind == 10:
            return " ".join('"' + word + '"' for word in self.some(words, 20))[:200]
        if kind == 11:
            return "".join(self.some("日本海上自衛隊北大西洋条約機構協力会談合意", 200))
        if kind == 12:
            return " ".join(self.some("日本海上北大西", 100))
        if kind == 13:
            return "".join(self.some(letters, 200))
        if kind == 14:
            return self.pick(words)[:-2] + "xq " + self.pick(words) + "zz"
        # A character may be many scalars.
        return "".join(letter + "\u0301" * 18 for letter in self.some(letters, 200))

    def date(self):
        year = 1950 + int(self.random.random() * 76)
        return self.pick([f"{year}", f"{year}-04", f"{year}-05-06", f"{year // 10}X", f"{year}/..", f"../{year}", f"{year}/{min(2026, year + 9)}",
                          f"{year}-21", "0001/9999", "../..", "-1000/2014"])

    def value(self, name, noun):
        """Some value of a parameter: nearly always one that it takes."""
        pick, vocabulary = self.pick, self.words.vocabulary
        if name == "q":
            return self.text()
        if name in OBJECTS or name == "id":
            ids = self.words.ids[OBJECTS.get(name, noun)]
            return ",".join(pick(["", "", "", "-"]) + one for one in self.some(ids, self.count()))
        if name == "type":
            return ",".join(pick(["", "", "-"]) + one for one in self.some(vocabulary[SINGULAR[noun] + "_type"], self.count()))
        if name in ("role", "status"):
            kind = "claim_status" if name == "status" and noun == "claims" else name
            return ",".join(pick(["", "", "-"]) + one for one in self.some(vocabulary[kind], self.count()))
        if name == "country":
            return ",".join(self.some("jp be us fr de gb it af ua no".split(), self.count()))
        if name == "language":
            return ",".join(self.some(["fr", "en", "ja"], self.count()))
        if name == "field":
            return ",".join(self.some(self.words.fields or ["/date"], self.count()))
        if name == "date":
            return ",".join(self.date() for _ in range(self.count()))
        if name == "kind":
            return ",".join(self.some([SINGULAR[one] for one in NOUNS], self.count()))
        if name == "facets":
            known = FACETS.get(noun, ["type"])
            return ",".join(self.random.sample(known, min(len(known), pick([1, 3, 8]))))
        if name == "include":
            return ",".join(self.some("actors areas places documents claims".split(), self.count()))
        if name == "fields":
            sign = pick(["", "-"])
            return ",".join(sign + one for one in self.some(["id", "type", "name", "url", "added", "updated"], self.count()))
        if name == "sort":
            known = SORTS.get(noun, "id name type added updated events").split()
            return ",".join(pick(["", "-"]) + one for one in self.some(known, pick([1, 2, 8, 100])))
        return {"limit": pick(["0", "1", "50", "1000", "1000", "50"]), "offset": pick(["0", "7", "100", "1000", "2147483647"]),
                "lang": pick(["fr", "en", "ja"]), "pretty": "1", "by": pick(["decade", "year", "month"]),
                "split": pick(["type", "area", "actor"]), "date_match": pick(["certain", "possible"])}.get(name, "1")

    def wrong(self):
        return self.pick([self.pick(self.words.words) + "x", "natto", "", "-", "☃" * 20, "a" * 500, "1e9", "%", "../x", "2014-13", "no such thing at all"])

    # MARK: - Questions

    def query(self, pairs):
        """As many of the pairs as a target holds."""
        text = ""
        for name, value in pairs:
            pair = f"{name}={urllib.parse.quote(value, safe=',/:')}"
            if len(text) + len(pair) < TARGET - 200:
                text += ("&" if text else "?") + pair
        return text

    def path(self, path):
        noun = re.match(r"/v1/(\w+)/\{id\}", path)
        name = self.pick(self.words.ids[noun[1]]) if noun else "invalid-query"
        return path.replace("{id}", name).replace("{name}", name)

    def plain(self):
        """Each path as it is, and each with one parameter."""
        for path, names in self.routes.items():
            yield Question("plain", self.path(path))
            for name in names:
                for _ in range(4):
                    yield Question("one parameter", self.path(path) + self.query([(name, self.value(name, self.noun(path)))]))

    def searches(self, count):
        for _ in range(count):
            text = self.text()
            for path in ["/v1/search?q=", "/v1/events?limit=0&q=", "/v1/claims?limit=5&q=", "/v1/graph?q=", "/v1/timeline?q=", "/v1/events.csv?q="]:
                yield Question("q", path + urllib.parse.quote(text))

    def mixed(self, count):
        for _ in range(count):
            path = self.pick(list(self.routes))
            names = self.routes[path]
            chosen = [name for name in names if self.random.random() < self.pick([0.15, 0.4, 0.9])]
            pairs = [(name, self.value(name, self.noun(path))) for name in chosen]
            repeated = [(name, self.value(name, self.noun(path))) for name in chosen if name in OBJECTS and self.random.random() < 0.3]
            yield Question("mixed", self.path(path) + self.query(pairs + repeated))

    def wrongs(self, count):
        for _ in range(count):
            path = self.pick(list(self.routes))
            names = self.routes[path] or ["x"]
            pairs = []
            for name in self.some(names + ["aera", "x", "filter[actor]", "page", "format"], self.pick([1, 3, 20])):
                values = [self.pick([self.wrong(), self.value(name, self.noun(path))]) for _ in range(self.pick([1, 1, 3, 100]))]
                pairs.append((name, ",".join(values)))
            yield Question("wrong", self.path(path) + self.query(pairs))

    def limits(self):
        """Each thing as often as a target holds it."""
        full = TARGET - 60
        ids = self.words.ids

        def repeat(text, beginning="", space=full):
            return beginning + text * ((space - len(beginning)) // len(text))

        yield Question("limits", repeat("/"))
        yield Question("limits", repeat("/a"))
        yield Question("limits", repeat("%2F", "/v1/actors/"))
        yield Question("limits", repeat("/..", "/v1"))
        yield Question("limits", repeat("%41", "/"))
        yield Question("limits", repeat("%C3%A9", "/v1/actors/"))
        for noun in NOUNS:
            yield Question("limits", repeat("a", f"/v1/{noun}/"))
            yield Question("limits", repeat("a-", f"/v1/{noun}/"))
            yield Question("limits", repeat("a ", f"/v1/{noun}/").replace(" ", "%20")[:full])
            yield Question("limits", f"/v1/{noun}/" + "a" * 30)
            yield Question("limits", f"/v1/{noun}/" + urllib.parse.quote("日本" * 100))
        yield Question("limits", repeat("x", "/v1/"))
        yield Question("limits", repeat("x/", "/v1/events/"))
        yield Question("limits", repeat("z", "/v1/event.", 60))
        for text in ["_a&", "_a=%41&", "&", "=&", "a&", "a=b&", "q=&", "q=a&", "q=%20&", "actor=&", "actor=nato&", "actor=-nato&", "type=visit&",
                     "date=2014&", "date=../..&", "date=0001/9999&", "id=a&", "facets=type&", "include=actors&", "limit=1&", "sort=id&",
                     "fields=id&", "lang=fr&", "%FF&", "%FF=%FF&", "kind=event&", "role=visitor&", "country=jp&", "status=occurred&"]:
            for path in ["/v1/events?", "/v1/search?", "/v1/graph?", "/v1?", "/healthz?", "/v1/actors/x?", "/v1/events.csv?"]:
                yield Question("limits", repeat(text, path)[:-1])
        # Settings in lists: these have no bound of values.
        for name, value in [("fields", "id"), ("fields", "-id"), ("fields", "name"), ("fields", "date.label"), ("fields", "-date.label"), ("sort", "id"), ("sort", "-date"),
                            ("facets", "type"), ("include", "actors"), ("kind", "event"), ("type", "visit"), ("actor", "nato"), ("id", "a"),
                            ("date", "2014"), ("fields", ""), ("sort", ""), ("kind", "")]:
            for path in ["/v1/events?limit=1&", "/v1/search?q=a&limit=1&", "/v1/events.csv?", "/v1/events.ndjson?"]:
                yield Question("limits", repeat(value + ",", f"{path}{name}=")[:-1])
        for name, value in [("sort", "fields"), ("fields", "nme"), ("include", "actor"), ("kind", "evnt"), ("facets", "tpye"), ("lang", "fx")]:
            yield Question("wrong", repeat(value + ",", f"/v1/events?{name}=")[:-1])
        all_fields = ",".join(SCALARS)
        for path in ["/v1/events.ndjson?", "/v1/events.csv?", "/v1/events.geojson?", "/v1/claims.ndjson?", "/v1/actors.ndjson?", "/v1/documents.csv?"]:
            yield Question("limits", path + "fields=id")
            yield Question("limits", path + "fields=-" + all_fields.replace(",", ",-"))
            yield Question("limits", path + "fields=" + all_fields)
        # Everything at once.
        filters = [(name, ",".join(ids[noun][:100])) for name, noun in OBJECTS.items() if name in ("actor", "area", "place")]
        excluded = [(name, ",".join("-" + one for one in ids[noun][:40])) for name, noun in OBJECTS.items() if name in ("actor", "area", "place", "document")]
        every = [("type", ",".join(self.words.vocabulary["event_type"])), ("role", ",".join(self.words.vocabulary["role"])),
                 ("status", ",".join(self.words.vocabulary["status"])), ("date", "0001/9999"), ("country", "jp,be,us,fr")]
        facets = [("facets", ",".join(FACETS["events"][:8])), ("limit", "0")]
        for pairs in [filters, excluded, every, filters[:1] + every, excluded[:1] + every, filters + excluded + every,
                      [("actor", ",".join(ids["actors"][:100])), ("role", ",".join(self.words.vocabulary["role"]))],
                      [("date", ",".join(self.date() for _ in range(100)))], [("id", ",".join(ids["events"][:100]))],
                      [("actor", one) for one in ids["actors"][:200]], [("area", "-" + one) for one in ids["areas"][:200]]]:
            for path in ["/v1/events", "/v1/timeline", "/v1/graph", "/v1/events.csv"]:
                more = facets if path == "/v1/events" else [("by", "month"), ("split", "actor")] if path == "/v1/timeline" else []
                yield Question("limits", path + self.query(more + pairs))
        for first in range(0, 10):
            chosen = (FACETS["events"] * 2)[first:first + 8]
            yield Question("limits", "/v1/events" + self.query([("facets", ",".join(chosen)), ("limit", "0"), ("area", ",".join(ids["areas"][:100])),
                                                               ("actor", ",".join(ids["actors"][:60]))]))
        for split in ["type", "area", "actor"]:
            for by in ["decade", "year", "month"]:
                yield Question("limits", f"/v1/timeline?by={by}&split={split}&pretty=1")
                yield Question("limits", f"/v1/timeline.csv?by={by}&split={split}")

    def heads(self):
        """Fields at their limits, on something cheap."""
        space = 8000

        def fill(name, item, length=space):
            return f"{name}: " + (item * (length // len(item))).rstrip(", ") + "\r\n"

        values = [fill("Accept", one) for one in ["a/b,", "a/b;c=d,", "application/json;a=b;c=d;e=f,", "*/*,", "text/*;q=0.5,", "text/csv;q=0.1,", ",", "a,",
                                                  "application/json" + ";a" * 100 + ",", ";a=b"]]
        values += [fill("Accept-Language", one) for one in ["a,", "fr-CA,", "xx-yy-zz-x-a-b-c-d,", "*;q=0.5,", ",", "*,", "fr;q=0,", "zz;q=0.001,", "de-"]]
        values += ["Accept-Language: " + "-".join(["xx"] * (space // 3)) + "\r\n", "Accept-Language: " + "-".join(["x"] * (space // 2)) + "\r\n",
                   "Accept-Language: " + ",".join("-".join(["ab"] * 30) for _ in range(space // 90)) + "\r\n"]
        values += [fill("Accept-Encoding", one) for one in ["gzip;q=0.5,", "a,", ",", "*;q=0,", "gzip;a;b;c;q=0,"]]
        values += [fill("If-None-Match", one) for one in ['"a",', 'W/"a",', '"",', ",", '"' + "a" * 100 + '",']]
        values += [fill("If-Match", one) for one in ['"a",', 'W/"",']]
        values += [fill("Range", "0-0,").replace(": ", ": bytes="), fill("Range", "0-,").replace(": ", ": bytes="), fill("Range", ",").replace(": ", ": bytes=")]
        values += ["".join(f"X-{number}: a\r\n" for number in range(98)), "".join(f"Accept-Language: x{number}\r\n" for number in range(98)),
                   "".join("Accept: a/b,c/d;e=f\r\n" for _ in range(98)), "".join('If-None-Match: "a"\r\n' for _ in range(98)),
                   "".join("Accept-Encoding: gzip\r\n" for _ in range(98)), "X-Request-Id: " + "a" * space + "\r\n",
                   "If-Modified-Since: " + "Sun, 06 Nov 1994 08:49:37 GMT" * 200 + "\r\n", "Cookie: " + "a" * 15000 + "\r\n",
                   fill("Accept", "a/b;c=d,", 5000) + fill("Accept-Language", "xx-yy-zz,", 5000) + fill("Accept-Encoding", "a;q=0.5,", 5000)]
        for value in values:
            for path in ["/v1/vocab", "/v1/areas", "/v1/dataset.sqlite"]:
                yield Question("heads", path, value)
        for value in ["Accept-Encoding: gzip\r\n", "Accept-Language: ja\r\n", "Accept: text/csv\r\n"]:
            for path in self.routes:
                yield Question("heads", self.path(path), value)
        for path in self.routes:
            yield Question("heads", self.path(path), method="HEAD")

    def all(self, count):
        """About so many of those that are drawn, and all others."""
        asked = [*self.plain(), *self.limits(), *self.heads(), *self.searches(count // 6), *self.mixed(count), *self.wrongs(count // 4)]
        for question in asked:
            if not question.fields and self.random.random() < 0.2:
                question.fields = "Accept-Encoding: gzip\r\n"
        return asked
