"""The request line and the ends of lines: RFC 9112 §§2 and 3, RFC 9110 §9.1."""

from case import *

rule("RFC 9112 §3")
case("MUST", "a plain GET", get(), status(200), persists)
for label, line in {
    "two spaces before the target": b"GET  /healthz HTTP/1.1",
    "two spaces before the version": b"GET /healthz  HTTP/1.1",
    "a tab before the target": b"GET\t/healthz HTTP/1.1",
    "a tab before the version": b"GET /healthz\tHTTP/1.1",
    "a space before the method": b" GET /healthz HTTP/1.1",
    "a tab before the method": b"\tGET /healthz HTTP/1.1",
    "a space after the version": b"GET /healthz HTTP/1.1 ",
    "a tab after the version": b"GET /healthz HTTP/1.1\t",
    "a word after the version": b"GET /healthz HTTP/1.1 more",
    "a form feed before the target": b"GET\x0c/healthz HTTP/1.1",
    "a vertical tab before the version": b"GET /healthz\x0bHTTP/1.1",
    "a lone CR before the target": b"GET\r/healthz HTTP/1.1",
    "a lone CR before the version": b"GET /healthz\rHTTP/1.1",
    "a lone CR in the target": b"GET /heal\rthz HTTP/1.1",
    "a lone CR after the version": b"GET /healthz HTTP/1.1\rX",
    "a doubled CR": b"GET /healthz HTTP/1.1\r",
    "a NUL in the method": b"G\0ET /healthz HTTP/1.1",
    "a NUL in the target": b"GET /heal\0thz HTTP/1.1",
    "a NUL in the version": b"GET /healthz HTTP/1.\x001",
    "a NUL after the version": b"GET /healthz HTTP/1.1\0",
    "a DEL in the target": b"GET /heal\x7fthz HTTP/1.1",
    "an escape in the target": b"GET /heal\x1bthz HTTP/1.1",
    "a space in the target": b"GET /heal thz HTTP/1.1",
    "no target": b"GET HTTP/1.1",
    "no target but its spaces": b"GET  HTTP/1.1",
    "only a method": b"GET",
    "only a method and a space": b"GET ",
    "a method in quotes": b'"GET" /healthz HTTP/1.1',
    "a method with a colon": b"GET: /healthz HTTP/1.1",
    "a method with a slash": b"G/ET /healthz HTTP/1.1",
    "a method with parentheses": b"GET() /healthz HTTP/1.1",
    "a method beyond ASCII": b"G\xc3\x89T /healthz HTTP/1.1",
    "a status line": b"HTTP/1.1 200 OK",
    "a field where the request line belongs": b"Host: a",
}.items():
    case("SHOULD", label, raw(line, b"Host: a"), *REFUSED)
for control in list(range(0x01, 0x09)) + list(range(0x0E, 0x20)):
    case("SHOULD", f"the control character {control:#04x} in the target",
         raw(b"GET /heal" + bytes([control]) + b"thz HTTP/1.1", b"Host: a"), *REFUSED)

rule("RFC 9112 §2.2")
case("SHOULD", "an empty line before the request line is skipped", b"\r\n" + get(), status(200), persists)
case("SHOULD", "an empty line after a request's content is skipped",
     get(method=b"POST", host=HOST + b"Content-Length: 3\r\n", body=b"abc\r\n") + get(),
     answers(2), status(405), status(200, nth=2), persists)
case("SHOULD", "many empty lines are skipped, or refused", b"\r\n" * 3 + get(),
     either((status(200), persists), REFUSED))
case("OURS", "a bare LF before the request line", b"\n" + get(), status(400, 200))
case("OURS", "an empty line alone, then the end, is no request", [b"\r\n", HALF], answers(0))
case("OURS", "an empty line after an answer, then the end, is no request",
     [get(method=b"POST", host=HOST + b"Content-Length: 3\r\n", body=b"abc\r\n"), AWAIT, HALF], status(405))
case("OURS", "nothing at all, then the end", [HALF], answers(0))
case("MUST", "white space between request line and fields is refused, or the line is dropped",
     b"GET /healthz HTTP/1.1\r\n X: y\r\nHost: a\r\n\r\n", either(REFUSED, (status(200),)))
case("MUST", "a tab between request line and fields is refused, or the line is dropped",
     b"GET /healthz HTTP/1.1\r\n\tX: y\r\nHost: a\r\n\r\n", either(REFUSED, (status(200),)))
case("MUST", "a folded Host before all fields is never read as Host",
     b"GET /healthz HTTP/1.1\r\n Host: a\r\n\r\n", *REFUSED)
for label, data in {
    "the request line ends in LF": b"GET /healthz HTTP/1.1\nHost: a\r\n\r\n",
    "a field line ends in LF": b"GET /healthz HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
    "the head ends in LF": b"GET /healthz HTTP/1.1\r\nHost: a\r\n\n",
    "all lines end in LF": b"GET /healthz HTTP/1.1\nHost: a\n\n",
}.items():
    case("OURS", f"{label}: refused", data, *REFUSED)
case("MUST", "a lone CR within a field value", raw(b"GET /healthz HTTP/1.1", b"Host: a", b"X: a\rb"),
     either(REFUSED, (status(200),)))
case("OURS", "a lone CR within a field value is refused", raw(b"GET /healthz HTTP/1.1", b"Host: a", b"X: a\rb"), *REFUSED)
case("OURS", "a lone CR that ends a line", b"GET /healthz HTTP/1.1\rHost: a\r\r", [*REFUSED][0], closes)
case("OURS", "TLS spoken to a plain port", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(40), *REFUSED)
case("OURS", "SOCKS spoken to it", b"\x05\x01\x00\r\n\r\n", *REFUSED)
case("OURS", "lines of something else", b"EHLO example.com\r\n\r\n", *REFUSED)
case("OURS", "JSON without a head", b'{"a":1}\r\n\r\n', *REFUSED)

rule("RFC 9112 §2.3")
for version, codes in {
    b"HTTP/1.2": (200, 505), b"HTTP/1.9": (200, 505),
}.items():
    case("MUST", f"{version.decode()} is answered as HTTP/1.1", get(version=version), status(*codes))
    case("OURS", f"{version.decode()} is answered, and goes on", get(version=version), status(200), persists)
for version in (b"HTTP/2.0", b"HTTP/3.0", b"HTTP/0.9", b"HTTP/9.9", b"HTTP/0.0"):
    case("SHOULD", f"{version.decode()} is not spoken here", get(version=version), status(505, 400), closes)
    case("OURS", f"{version.decode()} is a 505", get(version=version), status(505), closes)
for version in (b"http/1.1", b"Http/1.1", b"HTTP/11", b"HTTP/1", b"HTTP/1.", b"HTTP/.1", b"HTTP/1.10", b"HTTP/01.1",
                b"HTTP/1.01", b"HTTP/1,1", b"HTTP/1.1.1", b"HTTP/1.x", b"HTTP/x.1", b"HTTP/-1.1", b"HTTP /1.1",
                b"HTTP/ 1.1", b"HTTP/1 .1", b"HTTPS/1.1", b"HTP/1.1", b"XHTTP/1.1", b"/1.1", b"1.1", b"HTTP",
                b"HTTP/", b"HTTP/1\xb71", b"HTTP/+1.1", b"HTTP/1.1a", b"ICY/1.1", b"HTTP/2", b"HTTP/3"):
    case("SHOULD", f"the version {version.decode('latin-1')} is malformed", get(version=version),
         status(400, 505), closes)
case("OURS", "HTTP/0.9 without a version is refused", b"GET /healthz\r\n\r\n", *REFUSED)
case("OURS", "HTTP/0.9 without a version or an end is refused", [b"GET /healthz\r\n", HALF], *REFUSED)
case("OURS", "the preface of HTTP/2 without an upgrade", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0",
     status(505, 400), closes, no_reset)

rule("RFC 9110 §9.1")
for method in (b"get", b"Get", b"gET", b"GETT", b"GE", b"XGET", b"head"):
    case("MUST", f"{method.decode()} is not GET", get(method=method), status(501, 405, 400))
for method in (b"BREW", b"PROPFIND", b"M-SEARCH", b"A" * 40, b"!#$%&'*+-.^_`|~", b"get", b"0", b"LINK"):
    case("SHOULD", f"the method {method.decode()} is not known here", get(method=method), status(501))
    case("OURS", f"{method.decode()}: the connection goes on", get(method=method), status(501), persists)
case("SHOULD", "a method of 9,000 letters", get(method=b"A" * 9000), status(501, 400, 414, 431), no_reset)
case("SHOULD", "a method without end", b"A" * 70_000, status(501, 400, 414, 431), closes, no_reset, split=False)
