"""Asks a server for an answer of every kind, and holds each against REDbot's httplint.

usage: answers.py PORT
Prints each note of level warning or bad that is not listed in ACCEPTED, and fails if there is one.
"""

import re
import socket
import sys
import time

from httplint import HttpRequestLinter, HttpResponseLinter, levels

# Notes that are a matter of taste, or that do not hold here: the note, where it comes, and why it stays.
ACCEPTED = [
    ("STORE_PUBLIC_UNNECESSARY", "", "the contract says public: it also lets shared caches keep what is asked with Authorization"),
    ("PARTIAL_WITHOUT_RANGE", "206 of many", "RFC 9110 §15.3.7.2 forbids Content-Range where each part has its own"),
    ("STATUS_BAD_REQUEST", "^400", "the request is meant to be wrong"),
    ("STATUS_URI_TOO_LONG", "^414", "the request is meant to be too long"),
    ("STATUS_VERSION_NOT_SUPPORTED", "^505", "the request is meant to be of another version"),
]


def get(target, *fields, method="GET", version="HTTP/1.1"):
    return (method, target, version, ("Host: localhost",) + fields)


def cases(tag, partial_tag):
    gzip = "Accept-Encoding: gzip"
    yield "index", get("/")
    yield "resources", get("/v1")
    yield "list", get("/v1/events")
    yield "list, gzip", get("/v1/events", gzip)
    yield "list, in a language", get("/v1/events", "Accept-Language: ja, en;q=0.5")
    yield "list, HEAD", get("/v1/events", method="HEAD")
    yield "list, HEAD, gzip", get("/v1/events", gzip, method="HEAD")
    yield "list, 304", get("/v1/events", f"If-None-Match: {tag}")
    yield "list, 304 by date", get("/v1/events", "If-Modified-Since: " + http_date(time.time()))
    yield "list, HEAD, 304", get("/v1/events", f"If-None-Match: {tag}", method="HEAD")
    yield "list, 412", get("/v1/events", 'If-Match: "other"')
    yield "list, HTTP/1.0", get("/v1/events?limit=1", version="HTTP/1.0")
    yield "list, last on its connection", get("/v1/events?limit=1", "Connection: close")
    yield "list, pretty", get("/v1/events?pretty&lang=en")
    yield "object", get("/v1/events/ipcp-signing-2014")
    yield "object, with includes", get("/v1/events/ipcp-signing-2014?include=actors,claims", gzip)
    yield "search", get("/v1/search?q=cyber")
    yield "timeline", get("/v1/timeline?by=decade")
    yield "timeline, CSV", get("/v1/timeline.csv")
    yield "graph", get("/v1/graph?date=2014")
    yield "vocabulary", get("/v1/vocab", gzip)
    yield "dataset", get("/v1/dataset")
    yield "events, CSV", get("/v1/events.csv", gzip)
    yield "events, CSV by Accept", get("/v1/events", "Accept: text/csv")
    yield "events, calendar", get("/v1/events.ics")
    yield "places, GeoJSON", get("/v1/places.geojson")
    yield "claims, NDJSON", get("/v1/claims.ndjson", gzip)
    yield "database", get("/v1/dataset.sqlite")
    yield "database, gzip", get("/v1/dataset.sqlite", gzip)
    yield "database, 206", get("/v1/dataset.sqlite", "Range: bytes=0-99")
    yield "database, 206 of its end", get("/v1/dataset.sqlite", "Range: bytes=-100", f"If-Range: {partial_tag}")
    yield "database, 206 of many", get("/v1/dataset.sqlite", "Range: bytes=0-9,100-109")
    yield "database, 416", get("/v1/dataset.sqlite", "Range: bytes=999999999-")
    yield "database, If-Range of another", get("/v1/dataset.sqlite", "Range: bytes=0-9", 'If-Range: "other"')
    yield "dataset, NDJSON", get("/v1/dataset.ndjson", gzip)
    yield "contract, YAML", get("/openapi.yaml", gzip)
    yield "contract, JSON", get("/openapi.json")
    yield "a problem's page", get("/problems/not-found")
    yield "health", get("/healthz")
    yield "readiness", get("/readyz")
    yield "metrics", get("/metrics")
    yield "OPTIONS", get("/v1/events", method="OPTIONS")
    yield "OPTIONS *", get("*", method="OPTIONS")
    yield "preflight", get(
        "/v1/events", "Origin: https://example.org", "Access-Control-Request-Method: GET",
        "Access-Control-Request-Headers: x-request-id", method="OPTIONS")
    yield "from another origin", get("/v1/events?limit=1", "Origin: https://example.org")
    yield "with a request id", get("/v1/events?limit=1", "X-Request-Id: abc-1")
    yield "400, query", get("/v1/events?aera=cyber")
    yield "400, syntax", get("/v1/events", "Broken Name: x")
    yield "400, HEAD", get("/v1/events?aera=cyber", method="HEAD")
    yield "404, path", get("/v1/evnts")
    yield "404, object", get("/v1/events/nothing-of-the-kind")
    yield "405", get("/v1/events", "Content-Length: 0", method="DELETE")
    yield "406", get("/v1/events", "Accept: image/png")
    yield "413", get("/v1/events", "Content-Length: 999999999", method="POST")
    yield "414", get("/v1/events?q=" + "a" * 9000)
    yield "417", get("/v1/events", "Expect: the-best")
    yield "431", get("/v1/events", *(f"X-{number}: x" for number in range(200)))
    yield "501", get("/v1/events", method="FROB")
    yield "505", get("/v1/events", version="HTTP/2.0")


def http_date(seconds):
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(seconds))


def ask(port, request):
    """Sends one request and reads one answer: status line, fields, content."""
    method, target, version, fields = request
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        text = "\r\n".join([f"{method} {target} {version}", *fields, "", ""])
        connection.sendall(text.encode())
        received = b""
        while b"\r\n\r\n" not in received:
            received += connection.recv(65536) or sys.exit(f"{method} {target}: the connection ends in the head")
        head, content = received.split(b"\r\n\r\n", 1)
        status, *lines = head.split(b"\r\n")
        answer = [tuple(line.split(b":", 1)) for line in lines]
        answer = [(name, value.strip(b" \t")) for name, value in answer]
        code = status.split(b" ")[1]
        if method == "HEAD" or code in (b"204", b"304"):
            return status, answer, content
        lengths = [int(value) for name, value in answer if name.lower() == b"content-length"]
        # The last chunk is an empty one (RFC 9112 §7.1).
        is_chunked = any(name.lower() == b"transfer-encoding" for name, _ in answer)
        while not content.endswith(b"\r\n0\r\n\r\n") if is_chunked else len(content) < lengths[0] if lengths else True:
            more = connection.recv(65536)
            if not more:
                break
            content += more
        return status, answer, without_chunks(content) if is_chunked else content


def without_chunks(content):
    """What lies in chunks without extensions."""
    whole = b""
    while content:
        size, content = content.split(b"\r\n", 1)
        whole, content = whole + content[: int(size, 16)], content[int(size, 16) + 2 :]
    return whole


def lint(request, answer):
    """The notes on one exchange."""
    method, target, version, fields = request
    status, lines, content = answer
    now = time.time()
    asked = HttpRequestLinter(start_time=now)
    # The client is ours: only the answer is judged, in the light of what was asked.
    asked.process_request_topline(method.encode(), target.encode(), version.encode())
    asked.base_uri = "http://localhost" + target
    asked.process_headers([tuple(part.strip().encode() for part in field.split(":", 1)) for field in fields])
    asked.finish_content(True)
    told = HttpResponseLinter(start_time=now, no_content=method == "HEAD", _related=asked)
    told.is_head_response = method == "HEAD"
    told.base_uri = "http://localhost" + target
    version, code, phrase = (status.split(b" ", 2) + [b""])[:3]
    told.process_response_topline(version, code, phrase)
    told.process_headers(lines)
    if content:
        told.feed_content(content)
    told.finish_content(True)
    for note in told.notes:
        yield note
        yield from note.subnotes


def tag_of(answer):
    return next(value.decode() for name, value in answer[1] if name.lower() == b"etag")


def main():
    port = int(sys.argv[1])
    tag = tag_of(ask(port, get("/v1/events")))
    partial_tag = tag_of(ask(port, get("/v1/dataset.sqlite")))
    count = breaches = notes = 0
    accepted = {}
    for label, request in cases(tag, partial_tag):
        answer = ask(port, request)
        code = answer[0].split(b" ")[1].decode()
        expected = re.search(r"\b([2345]\d\d)\b", label)
        if expected and expected.group(1) != code:
            print(f"{label}: the status is {code}")
            breaches += 1
        count += 1
        for note in lint(request, answer):
            notes += 1
            if note.level not in (levels.WARN, levels.BAD):
                continue
            name = type(note).__name__
            reason = next((why for what, where, why in ACCEPTED if what == name and re.search(where, label)), None)
            if reason:
                accepted.setdefault((name, reason), []).append(label)
                continue
            print(f"{label} ({code}): {note.level.name} {name}: {note.summary}")
            breaches += 1
    print(f"{count} answers, {notes} notes, {breaches} to mend")
    for (name, reason), labels in accepted.items():
        print(f"accepted {name} on {len(labels)}: {reason}")
    sys.exit(1 if breaches else 0)


main()
