"""The life of a connection: RFC 9112 §9, RFC 9110 §§7.6, 7.8 and 10.1.1."""

from case import *

CLOSE = b"Connection: close"
CHUNKED = b"Transfer-Encoding: chunked"

rule("RFC 9112 §9.3")
case("SHOULD", "HTTP/1.1 persists", get(), status(200), persists, lacks("Connection", "close"))
for label, lines in {
    "close": (CLOSE,), "Close": (b"Connection: Close",), "CLOSE": (b"Connection: CLOSE",), "first of a list": (b"Connection: close, X",),
    "last of a list": (b"Connection: X, close",), "without spaces": (b"Connection: X,close,Y",), "beside keep-alive": (b"Connection: keep-alive, close",),
    "before keep-alive": (b"Connection: close, keep-alive",), "in a line of its own": (b"Connection: X", CLOSE), "twice": (CLOSE, CLOSE),
    "after empty members": (b"Connection: , ,close",), "after a tab": (b"Connection:\tclose",), "with blanks around": (b"Connection: X ,\t close \t",),
}.items():
    case("MUST", f"close: {label}", get(PAGE, *lines), status(200), closes, says_close)
    case("MUST", f"close: {label}: what follows is not answered", get(PAGE, *lines) + get(), status(200), closes)
for label, lines in {
    "keep-alive": (b"Connection: keep-alive",), "an option that nobody knows": (b"Connection: X",), "no close: closed": (b"Connection: closed",),
    "no close: in quotes": (b'Connection: "close"',), "no close: with a parameter": (b"Connection: close;a",), "no close: xclose": (b"Connection: xclose",),
    "no close: close close": (b"Connection: close close",), "empty": (b"Connection:",), "a field named by it": (b"Connection: X-Request-Id, Accept",),
    "Host named by it": (b"Connection: Host",), "Content-Length named by it": (b"Connection: Content-Length", b"Content-Length: 0"),
    "Keep-Alive": (b"Connection: keep-alive", b"Keep-Alive: timeout=5, max=1"), "Proxy-Connection": (b"Proxy-Connection: close",),
}.items():
    case("OURS", f"persists: {label}", get(PAGE, *lines), status(200), persists)
case("MUST", "HTTP/1.0 closes", get(version=b"HTTP/1.0"), status(200), closes)
case("MUST", "HTTP/1.0 closes: what follows is not answered", get(version=b"HTTP/1.0") + get(), status(200), closes)
case("SHOULD", "HTTP/1.0 may ask to stay", get(PAGE, b"Connection: keep-alive", version=b"HTTP/1.0"), status(200), persists,
     has("Connection", "(?i)^keep-alive$"))
case("SHOULD", "HTTP/1.0 may ask to stay, in other case", get(PAGE, b"connection: Keep-Alive", version=b"HTTP/1.0"), status(200), persists)
case("MUST", "HTTP/1.0 that wants both closes", get(PAGE, b"Connection: keep-alive, close", version=b"HTTP/1.0"), status(200), closes)
case("MUST", "HTTP/1.0 that asks for something else closes", get(PAGE, b"Connection: X", version=b"HTTP/1.0"), status(200), closes)
case("MUST", "HTTP/1.0 gets no chunks", get(LIST, version=b"HTTP/1.0"), status(200), lacks("Transfer-Encoding"))
case("MUST", "HTTP/1.0 HEAD", get(version=b"HTTP/1.0", method=b"HEAD"), status(200), closes)
case("OURS", "HTTP/1.0 that stays, twice", get(PAGE, b"Connection: keep-alive", version=b"HTTP/1.0") * 2, answers(2), status(200),
     status(200, nth=2), persists)
case("OURS", "HTTP/1.0 with content that stays", get(PAGE, b"Connection: keep-alive", b"Content-Length: 3", version=b"HTTP/1.0", method=b"POST", body=b"abc")
     + get(), answers(2), status(405), status(200, nth=2))
for method, code in ((b"POST", 405), (b"BREW", 501), (b"OPTIONS", 204), (b"TRACE", 405), (b"HEAD", 200)):
    case("OURS", f"a {code} to {method.decode()} does not end the connection", get(method=method), status(code), persists)
    case("MUST", f"{method.decode()} with close", get(PAGE, CLOSE, method=method), status(code, 200, 204, 403, 404, 405, 501), closes, says_close)
case("OURS", "a 404 does not end the connection", get(NOWHERE), status(404), persists)
case("OURS", "a question that is not understood does not end it", get(LIST + b"?aera=x"), status(400), persists)
case("OURS", "a path that is no UTF-8 does not end it", get(b"/%ff"), status(400), persists)

rule("RFC 9112 §9.3.2")
ids = [b"X-Request-Id: n%d" % number for number in range(200)]


def in_order(count):
    return [has("X-Request-Id", f"^n{number}$", nth=number + 1) for number in range(count)]


for count in (2, 10, 200):
    case("OURS", f"{count} requests in one segment are answered in order", b"".join(get(PAGE, one) for one in ids[:count]), answers(count),
         *in_order(count), persists, split=count < 50)
case("MUST", "ten requests are answered", get() * 10, answers(10), *[status(200, nth=number) for number in range(1, 11)])
case("OURS", "large and small answers in order",
     b"".join(get(target, one) for target, one in zip((FILE, PAGE, LIST, FILE, PAGE, NOWHERE, LIST), ids)), answers(7), *in_order(7),
     status(200), status(404, nth=6))
case("OURS", "methods in turn", get(PAGE, ids[0]) + get(PAGE, ids[1], method=b"HEAD") + get(PAGE, ids[2], b"Content-Length: 1", method=b"POST", body=b"x")
     + get(b"*", ids[3], method=b"OPTIONS") + get(PAGE, ids[4], method=b"BREW") + get(PAGE, ids[5]), answers(6), *in_order(6), status(200),
     status(200, nth=2), status(405, nth=3), status(204, nth=4), status(501, nth=5), status(200, nth=6), persists, heads={1})
case("MUST", "what follows a refusal is not answered", get(PAGE, ids[0]) + get(host=b"") + get(PAGE, ids[2]), answers(2), status(200), status(400, nth=2),
     closes, no_reset)
case("OURS", "what follows a refusal is not answered, in order",
     b"".join(get(PAGE, one) for one in ids[:5]) + b"nonsense\r\n\r\n" + get() * 5, answers(6), *in_order(5), status(400, nth=6), closes, no_reset)
case("OURS", "a request after Connection: close in the middle", get(PAGE, ids[0]) + get(PAGE, ids[1], CLOSE) + get(PAGE, ids[2]), answers(2), *in_order(2),
     closes, no_reset)
case("OURS", "the rest of a request comes later", [get(PAGE, ids[0]) + b"GET /healthz HT", PAUSE, b"TP/1.1\r\nHost: a\r\nX-Request-Id: n1\r\n\r\n"],
     answers(2), *in_order(2), persists)
case("OURS", "CR and LF come apart", [b"GET /healthz HTTP/1.1\r", PAUSE, b"\nHost: a\r", PAUSE, b"\n\r", PAUSE, b"\n"], status(200), persists)
case("OURS", "content comes later", [get(PAGE, b"Content-Length: 6", method=b"POST", body=b"abc"), PAUSE, b"def" + get()], answers(2), status(405),
     status(200, nth=2))
case("OURS", "chunks come apart", [get(PAGE, CHUNKED, method=b"POST"), PAUSE, b"3\r", PAUSE, b"\nab", PAUSE, b"c\r", PAUSE, b"\n0\r\n\r", PAUSE, b"\n"],
     status(405), persists)

rule("RFC 9112 §9.6")
case("OURS", "a client that ends its half gets its answer", [get(), HALF], status(200), no_reset)
case("OURS", "a client that ends its half gets its answers", [get() * 3, HALF], answers(3), status(200, nth=3), no_reset)
case("OURS", "a client that ends its half gets a large answer", [get(FILE), HALF], status(200), no_reset)
case("OURS", "a client that ends its half after content gets its answer",
     [get(PAGE, b"Content-Length: 3", method=b"POST", body=b"abc"), HALF], status(405), no_reset)
case("OURS", "a client that ends its half between two answers", [get(), AWAIT, HALF], status(200), no_reset)
case("OURS", "a refusal arrives though more was sent", get(host=b"") + b"x" * 200_000, status(400), closes, no_reset, split=False)
case("OURS", "a refusal arrives though requests were sent", get(PAGE, b"X : y") + get() * 1000, status(400), closes, no_reset, split=False)
case("OURS", "a last answer arrives though requests were sent", get(PAGE, CLOSE) + get() * 1000, status(200), closes, no_reset, split=False)

rule("RFC 9110 §10.1.1")


def expect(value, *lines, method=b"POST", version=b"HTTP/1.1", body=b""):
    return get(PAGE, b"Expect: " + value, *lines, method=method, version=version, body=body)


SIZED = b"Content-Length: 3"
case("MUST", "100-continue gets a 100 or a final answer", [expect(b"100-continue", SIZED), AWAIT, b"abc"],
     status(405, 200, 404, 417, 501))
case("OURS", "100-continue gets a 100, then the answer", [expect(b"100-continue", SIZED), AWAIT, b"abc"], informational(1), status(405), persists,
     split=False)
case("OURS", "in whatever case", [expect(b"100-Continue", SIZED), AWAIT, b"abc"], informational(1), status(405), persists, split=False)
case("OURS", "with chunks", [expect(b"100-continue", CHUNKED), AWAIT, b"3\r\nabc\r\n0\r\n\r\n"], informational(1), status(405), persists, split=False)
case("OURS", "GET with it", [expect(b"100-continue", SIZED, method=b"GET"), AWAIT, b"abc"], informational(1), status(200), persists, split=False)
case("SHOULD", "content that is already there needs no 100", expect(b"100-continue", SIZED, body=b"abc"), informational(0), split=False)
case("OURS", "content that is already there", expect(b"100-continue", SIZED, body=b"abc") + get(), answers(2), status(405), status(200, nth=2))
case("SHOULD", "no content, no 100", expect(b"100-continue", method=b"GET"), informational(0), status(200), persists)
case("SHOULD", "empty content, no 100", expect(b"100-continue", b"Content-Length: 0"), informational(0), persists)
case("MUST", "HTTP/1.0 gets no 100", expect(b"100-continue", SIZED, version=b"HTTP/1.0", body=b"abc"), informational(0), closes)
case("MUST", "HTTP/1.0 gets no 100 before its content", [expect(b"100-continue", SIZED, version=b"HTTP/1.0"), PAUSE, b"abc"], informational(0))
case("OURS", "too much content is refused without a 100", expect(b"100-continue", b"Content-Length: 9000000"), informational(0), status(413), closes)
case("OURS", "malformed lengths are refused without a 100", expect(b"100-continue", b"Content-Length: x"), informational(0), *REFUSED)
case("OURS", "pipelined after another", [get() + expect(b"100-continue", SIZED), Await(2), b"abc"], answers(2), informational(1), status(405, nth=2),
     split=False)
for value in (b"nonsense", b"200-ok", b"100-continue, x", b"x, 100-continue", b"100-continue;a=b", b'"100-continue"', b"100", b"continue", b"x=y"):
    case("SHOULD", f"the expectation {value.decode()} is not met", expect(value, method=b"GET"), status(417))
    case("OURS", f"the expectation {value.decode()}: what follows is answered", expect(value, method=b"GET") + get(), answers(2), status(417),
         status(200, nth=2))
case("OURS", "an expectation that is not met, with content", expect(b"nonsense", SIZED), informational(0), status(417), closes)
case("OURS", "an expectation that is not met, with content that is sent", expect(b"nonsense", SIZED, body=b"abc"), informational(0), status(417), closes,
     no_reset)
case("OURS", "an empty expectation", expect(b"", method=b"GET"), status(200))
case("OURS", "twice the same", get(PAGE, b"Expect: 100-continue", b"Expect: 100-continue"), status(200))

rule("RFC 9110 §7.8")
for label, lines in {
    "h2c": (b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABkAAQAAP__"),
    "websocket": (b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", b"Sec-WebSocket-Version: 13"),
    "TLS": (b"Connection: Upgrade", b"Upgrade: TLS/1.0"), "without Connection": (b"Upgrade: h2c",), "a list": (b"Connection: upgrade", b"Upgrade: h2c, IRC/6.9"),
    "malformed": (b"Connection: upgrade", b"Upgrade: /"), "empty": (b"Connection: upgrade", b"Upgrade:"), "HTTP/1.1": (b"Connection: upgrade", b"Upgrade: HTTP/1.1"),
}.items():
    case("MUST", f"an upgrade may be ignored: {label}", get(PAGE, *lines), status(200))
    case("OURS", f"the request after an upgrade is answered: {label}", get(PAGE, *lines) + get(), answers(2), status(200), status(200, nth=2), persists,
         lacks("Upgrade"))
case("MUST", "an upgrade by HTTP/1.0 is ignored", get(PAGE, b"Connection: Upgrade", b"Upgrade: h2c", version=b"HTTP/1.0"), status(200))
case("OURS", "an upgrade with content", get(PAGE, b"Connection: Upgrade", b"Upgrade: h2c", b"Content-Length: 3", method=b"POST", body=b"abc") + get(),
     answers(2), status(405), status(200, nth=2))
