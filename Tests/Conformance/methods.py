"""What methods mean, and the fields that every answer has: RFC 9110 §§6, 9 and 15; the contract; CORS by the Fetch standard."""

import json

from case import *

METHODS = ("GET", "HEAD", "OPTIONS")
TARGETS = (PAGE, LIST, FILE, NOWHERE, b"/", b"/v1", b"/v1/actors/japan", b"/v1/events.csv", b"/openapi.yaml", b"/metrics", b"/v1/events?aera=x",
           b"/%ff")

rule("RFC 9110 §9.3.2")
VARYING = ("date", "x-request-id", "server-timing", "connection", "age", "via")


def same_fields(outcome):
    if len(outcome.finals) < 2:
        return "two answers were expected"
    one, other = ([(name.lower(), value) for name, value in answer.fields if name.lower() not in VARYING] for answer in outcome.finals[:2])
    if outcome.finals[0].status != outcome.finals[1].status:
        return f"GET {outcome.finals[0].status}, HEAD {outcome.finals[1].status}"
    # How long a body is may be known only once it has been made: the rule lets such a field be missing.
    framing = {"content-length", "transfer-encoding"}
    if any(name == "transfer-encoding" for name, _ in one + other):
        one, other = ([field for field in fields if field[0] not in framing] for fields in (one, other))
    difference = sorted(set(one) ^ set(other))
    # How long a body is that is made while it is sent need not be known to HEAD, nor to a GET before it was first sent.
    if "transfer-encoding" in dict(one) or "transfer-encoding" in dict(other):
        difference = [field for field in difference if field[0] not in ("transfer-encoding", "content-length")]
    return f"GET and HEAD differ in {difference}" if difference else None


for target in TARGETS:
    for lines in ((), (b"Accept-Encoding: gzip",), (b"Accept-Language: en",), (b"Accept: text/csv",), (b"If-None-Match: *",), (b'If-Match: "x"',)):
        if target == b"/metrics":
            continue
        level = "SHOULD" if target in (PAGE, LIST, FILE, NOWHERE) and not lines else "OURS"
        what = b" ".join(lines).decode() or "plain"
        case(level, f"HEAD has the fields of GET: {target.decode()}, {what}", get(target, *lines) + get(target, *lines, method=b"HEAD"), answers(2),
             same_fields, heads={1}, split=False)
case("MUST", "HEAD has no content", get(LIST, method=b"HEAD") + get(), answers(2), status(200), status(200, nth=2), heads={0})
case("MUST", "HEAD of what is not there has no content", get(NOWHERE, method=b"HEAD") + get(), answers(2), status(404), status(200, nth=2), heads={0})

rule("RFC 9110 §9.3.7")
for target in (*TARGETS, b"*"):
    case("SHOULD", f"OPTIONS {target.decode()} says what may be done", get(target, method=b"OPTIONS"), status(200, 204), lists("Allow", *METHODS), bodyless())
case("OURS", "OPTIONS with content", get(PAGE, b"Content-Length: 2", b"Content-Type: application/json", method=b"OPTIONS", body=b"{}"), status(204), persists)
case("OURS", "OPTIONS with Max-Forwards", get(PAGE, b"Max-Forwards: 0", method=b"OPTIONS"), status(204))

rule("RFC 9110 §15.5.6")
for target in TARGETS:
    for method in (b"POST", b"PUT", b"PATCH", b"DELETE"):
        level = "SHOULD" if target in (PAGE, LIST, FILE) else "OURS"
        case(level, f"{method.decode()} {target.decode()} is not allowed", get(target, b"Content-Length: 0", method=method), status(405), persists,
             lists("Allow", *METHODS))
case("OURS", "TRACE is not allowed, and echoes nothing", get(PAGE, b"X: secret-7", method=b"TRACE"), status(405), lists("Allow", *METHODS),
     body(lambda content: b"secret-7" not in content, "free of the request"))
case("MUST", "TRACE never echoes credentials", get(PAGE, b"Authorization: secret-7", b"Cookie: secret-7", method=b"TRACE"),
     body(lambda content: b"secret-7" not in content, "free of the request"))
case("OURS", "TRACE with Max-Forwards", get(PAGE, b"Max-Forwards: 0", method=b"TRACE"), status(405))
case("OURS", "a method override overrides nothing", get(PAGE, b"X-HTTP-Method-Override: DELETE", b"X-HTTP-Method: PUT"), status(200))

rule("RFC 9110 §6.6.1")
for label, data in {
    "a 200": get(), "a 204": get(method=b"OPTIONS"), "a 304": get(LIST, b"If-None-Match: *"), "a 400": get(host=b""), "a 404": get(NOWHERE),
    "a 405": get(method=b"POST"), "a 412": get(LIST, b'If-Match: "x"'), "a 414": get(b"/" + b"a" * 9000), "a 416": get(FILE, b"Range: bytes=999999999-"),
    "a 417": get(PAGE, b"Expect: x"), "a 431": get(PAGE, b"X: " + b"a" * 20_000), "a 501": get(method=b"BREW"), "a 505": get(version=b"HTTP/2.0"),
}.items():
    case("MUST", f"{label} is dated", data, has("Date"), split=False)

rule("the contract: request ids")
for value in (b"a", b"A-Z_0.9", b"x" * 64, b"0"):
    case("OURS", f"{value.decode()} is echoed", get(PAGE, b"X-Request-Id: " + value), has("X-Request-Id", f"^{value.decode()}$"))
    case("OURS", f"{value.decode()} is echoed by a 404", get(NOWHERE, b"X-Request-Id: " + value), has("X-Request-Id", f"^{value.decode()}$"))
    case("OURS", f"{value.decode()} is echoed by a 405", get(PAGE, b"X-Request-Id: " + value, method=b"POST"), has("X-Request-Id", f"^{value.decode()}$"))
for value in (b"", b"x" * 65, b"a b", b"a,b", b"a;b", b"a:b", b"a/b", b'a"b', b"<script>", b"a\tb", b"\xc3\xa9", b"a%0d%0aX-Evil: b", b"a=b", b"${jndi:x}", b"*"):
    case("OURS", f"{value.decode('latin-1')!r} is replaced", get(PAGE, b"X-Request-Id: " + value), has("X-Request-Id", r"^[0-9a-f]{12}-[0-9a-f]{8}$"),
         lacks("X-Evil"))
case("OURS", "two ids are replaced", get(PAGE, b"X-Request-Id: a", b"X-Request-Id: b"), has("X-Request-Id", r"^[0-9a-f]{12}-[0-9a-f]{8}$"))

rule("Fetch: CORS")
for origin in (b"https://example.com", b"null", b"evil\xff", b"https://a, https://b", b"*", b"http://a\tb"):
    case("OURS", f"Origin {origin.decode('latin-1')!r} is not echoed", get(LIST, b"Origin: " + origin), status(200),
         has("Access-Control-Allow-Origin", r"^\*$"), lacks("Access-Control-Allow-Credentials"))
for label, data in {
    "a 304": get(LIST, b"Origin: a", b"If-None-Match: *"), "a 400": get(host=b"Origin: a\r\n"), "a 404": get(NOWHERE, b"Origin: a"),
    "a 405": get(PAGE, b"Origin: a", method=b"POST"), "a 414": get(b"/" + b"a" * 9000, b"Origin: a"), "a 206": get(FILE, b"Range: bytes=0-1"),
    "HEAD": get(PAGE, b"Origin: a", method=b"HEAD"), "a 501": get(method=b"BREW"),
}.items():
    case("OURS", f"{label} may be read by every page", data, has("Access-Control-Allow-Origin", r"^\*$"),
         lists("Access-Control-Expose-Headers", "ETag", "Link", "X-Request-Id", "Dataset-Version", "Server-Timing", "Content-Range"))
for target in (LIST, NOWHERE, FILE):
    for method in (b"GET", b"HEAD", b"DELETE"):
        case("OURS", f"a preflight of {method.decode()} {target.decode()}",
             get(target, b"Origin: https://example.com", b"Access-Control-Request-Method: " + method,
                 b"Access-Control-Request-Headers: if-none-match,range,x-request-id", method=b"OPTIONS"), status(204), bodyless(), persists,
             lists("Access-Control-Allow-Methods", *METHODS), lists("Access-Control-Allow-Headers", "if-none-match", "range", "x-request-id"),
             has("Access-Control-Max-Age", "^[0-9]+$"), lacks("Access-Control-Allow-Methods", "DELETE"))
case("OURS", "a preflight with malformed fields",
     get(LIST, b"Origin: \xff", b"Access-Control-Request-Method: \xff", b"Access-Control-Request-Headers: \xff", method=b"OPTIONS"), status(204))

rule("RFC 9110 §15")
for target, code in ((NOWHERE, 404), (b"/v1/actors/nobody", 404), (LIST + b"?aera=x", 400), (b"/%ff", 400)):
    case("SHOULD", f"{target.decode()} is explained", get(target), status(code), body(lambda content: len(content) > 20, "an explanation"))
    case("OURS", f"{target.decode()} is not stored", get(target), status(code), has("Cache-Control", "no-store"), lacks("ETag"), lacks("Last-Modified"))
    case("OURS", f"{target.decode()} ignores conditions", get(target, b"If-None-Match: *", b'If-Match: "x"', b"If-Modified-Since: <<after date>>",
                                                             b"If-Unmodified-Since: <<before date>>", b"Range: bytes=0-1"), status(code))
    case("OURS", f"{target.decode()} ignores refused codings", get(target, b"Accept-Encoding: *;q=0"), status(code), lacks("Content-Encoding"))
case("OURS", "what is echoed is cut", get(b"/v1/actors/" + b"a" * 5000), status(404), body(lambda content: b"a" * 101 not in content, "cut to 100 characters"))
case("OURS", "what is echoed is JSON", get(b"/v1/actors/%22%5C%0a%1f%7f%3Cscript%3E"), status(404), body(lambda content: json.loads(content), "JSON"))
for method in (b"POST", b"BREW", b"CONNECT"):
    case("OURS", f"conditions do not hide a refused {method.decode()}",
         get(b"a:1" if method == b"CONNECT" else LIST, b"If-None-Match: *", b'If-Match: "x"', b"Range: bytes=0-1", method=method),
         status(501 if method == b"BREW" else 405))
case("MUST", "conditions do not touch OPTIONS", get(LIST, b"If-None-Match: *", b'If-Match: "x"', method=b"OPTIONS"), status(200, 204))

rule("RFC 9111 §5.2")
case("OURS", "a list may be stored", get(LIST), has("Cache-Control", r"^public, max-age=[0-9]+, stale-while-revalidate=[0-9]+$"), has("ETag", r'^"[^"]+"$'),
     has("Last-Modified"), has("Dataset-Version"), has("Content-Language"), has("Link", 'rel="canonical"'))
for target in (PAGE, b"/readyz", b"/metrics"):
    case("OURS", f"{target.decode()} is not stored", get(target), status(200), has("Cache-Control", "no-store"))
case("OURS", "a preflight is not stored by shared caches", get(LIST, method=b"OPTIONS"), has("Cache-Control", "no-store"))
case("OURS", "no answer says who serves it", get(), lacks("Server"), lacks("X-Powered-By"), lacks("Via"))
for value in (b"no-cache", b"no-store", b"max-age=0", b"min-fresh=x", b"only-if-cached", b'private="a, b'):
    case("OURS", f"Cache-Control: {value.decode()} is answered", get(LIST, b"Cache-Control: " + value), status(200))
