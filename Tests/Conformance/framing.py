"""How long a message is: RFC 9112 §§6 and 7, and what request smuggling has made of it.

Wherever a head could be understood in two ways, the answer is a 400 and the end of the connection. The content of
these requests is another request; whoever answers that one, too, has been led astray.
"""

from case import *

HIDDEN = b"GET /v1/hidden HTTP/1.1\r\nHost: a\r\n\r\n"
SIZED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(HIDDEN), HIDDEN)


def post(*lines, body=b"", method=b"POST", version=b"HTTP/1.1"):
    return get(PAGE, *lines, method=method, version=version, body=body)


def length(value):
    return b"Content-Length: " + value


CHUNKED = b"Transfer-Encoding: chunked"

rule("RFC 9112 §6.3")
for method, code in ((b"POST", 405), (b"PUT", 405), (b"PATCH", 405), (b"DELETE", 405), (b"GET", 200), (b"HEAD", 200), (b"TRACE", 405),
                     (b"OPTIONS", 204), (b"BREW", 501)):
    word = method.decode()
    expected = (status(code, 200, 204, 400, 403, 404, 405, 411, 415, 501) if method != b"GET" else status(200, 400))
    for label, lines, content in (("sized", (length(b"%d" % len(HIDDEN)),), HIDDEN), ("chunked", (CHUNKED,), SIZED)):
        case("MUST", f"{label} content of {word} is no request", post(*lines, method=method, body=content), expected)
        case("OURS", f"{label} content of {word}: {code}, and the connection goes on",
             post(*lines, method=method, body=content), status(code), persists)
        case("OURS", f"{label} content of {word}, then a request",
             post(*lines, method=method, body=content) + get(), answers(2), status(code), status(200, nth=2), persists)
case("OURS", "content of a request for what is not there", get(NOWHERE, length(b"%d" % len(HIDDEN)), body=HIDDEN) + get(),
     answers(2), status(404), status(200, nth=2), persists)
case("OURS", "content of a request that gets a 304",
     get(LIST, length(b"%d" % len(HIDDEN)), b"If-None-Match: *", body=HIDDEN) + get(),
     answers(2), status(304), status(200, nth=2), persists)
case("OURS", "content of a request that gets a 412",
     get(LIST, length(b"%d" % len(HIDDEN)), b'If-Match: "x"', body=HIDDEN) + get(),
     answers(2), status(412), status(200, nth=2), persists)
case("OURS", "content of a request that gets a 406", get(LIST, CHUNKED, b"Accept: image/png", body=SIZED) + get(),
     answers(2), status(406), status(200, nth=2), persists)
case("OURS", "content of a question that is not understood", get(LIST + b"?aera=x", CHUNKED, body=SIZED) + get(),
     answers(2), status(400), status(200, nth=2), persists)
case("MUST", "a POST without any length has no content", post() + get(), answers(2), status(405, 200, 404, 411, 501), status(200, nth=2))
case("MUST", "a length of zero", post(length(b"0")) + get(), answers(2), status(200, nth=2))
case("MUST", "leading zeros", post(length(b"0003"), body=b"abc") + get(), answers(2), status(200, nth=2))
case("OURS", "many leading zeros", post(length(b"0" * 100 + b"3"), body=b"abc") + get(), answers(2), status(200, nth=2))
case("MUST", "tabs around a length", post(b"Content-Length:\t3\t", body=b"abc") + get(), answers(2), status(200, nth=2))
case("OURS", "content of 256 KiB is read past", post(length(b"262144"), body=b"a" * 262_144) + get(), answers(2), status(405),
     status(200, nth=2), split=False)
for size in (b"262145", b"10000000", b"2147483648", b"4294967301", b"9223372036854775807"):
    case("OURS", f"content of {size.decode()} bytes is too much", post(length(size)), status(413), closes, no_reset)
case("OURS", "too much content that is sent all the same", post(length(b"900000"), body=b"a" * 900_000), status(413), closes,
     no_reset, split=False)
case("OURS", "HEAD with too much content", post(length(b"900000"), method=b"HEAD"), status(413), closes, no_reset)

rule("RFC 9110 §8.6")
for label, value in {
    "empty": b"", "a plus": b"+3", "a minus": b"-3", "minus zero": b"-0", "hexadecimal": b"0x3", "an exponent": b"3e0", "a point": b"3.0",
    "a space inside": b"3 3", "a letter": b"3a", "a word": b"three", "quotes": b'"3"', "a semicolon": b"3;3", "an underscore": b"1_0",
    "a comma alone": b",", "a list that differs": b"3, 4", "a list with a bad member": b"3, x", "a list with a sign": b"3, +3",
    "more than 64 bits": b"18446744073709551619", "the 64th bit": b"9223372036854775808", "100 digits": b"9" * 100,
    "digits beyond ASCII": b"\xd9\xa3", "full-width digits": b"\xef\xbc\x93", "a control character": b"3\x0b",
    "a NUL": b"3\0", "a thousands sign": b"1'000", "a slash": b"3/3",
}.items():
    case("MUST", f"{label}: refused", post(length(value), body=b"abc"), *REFUSED)
    case("MUST", f"{label}: refused on GET", post(length(value), method=b"GET"), *REFUSED)
for label, lines in {
    "unequal": (length(b"3"), length(b"4")), "unequal, the first shorter": (length(b"0"), length(b"%d" % len(HIDDEN))),
    "one is empty": (length(b"3"), length(b"")), "one is malformed": (length(b"3"), length(b"+3")),
    "in different case": (length(b"3"), b"content-length: 4"),
}.items():
    case("MUST", f"two lines: {label}", post(*lines, body=b"abc"), *REFUSED)
case("MUST", "two lines that are equal are refused, or read as one", post(length(b"3"), length(b"3"), body=b"abc"),
     either(REFUSED, (status(405, 200, 404, 411, 501),)))
case("MUST", "a list of equals is refused, or read as one", post(length(b"3, 3"), body=b"abc"),
     either(REFUSED, (status(405, 200, 404, 411, 501),)))
case("OURS", "two lines that are equal are refused", post(length(b"3"), length(b"3"), body=b"abc"), *REFUSED)
case("OURS", "a list of equals is refused", post(length(b"3, 3"), body=b"abc"), *REFUSED)
case("MUST", "a space before the colon", post(b"Content-Length : 3", body=b"abc"), *REFUSED)
case("OURS", "an underscore for the hyphen is another field", post(b"Content_Length: 900000"), status(405), persists)

rule("RFC 9112 §6.1")
for label, lines, content in (
    ("Content-Length first", (length(b"5"), CHUNKED), b"0\r\n\r\n"), ("Transfer-Encoding first", (CHUNKED, length(b"5")), b"0\r\n\r\n"),
    ("a length of zero", (CHUNKED, length(b"0")), b"0\r\n\r\n"),
    ("a length that covers a request", (length(b"%d" % (5 + len(HIDDEN))), CHUNKED), b"0\r\n\r\n" + HIDDEN),
    ("chunks that cover a request", (length(b"4"), CHUNKED), SIZED),
    ("in other case", (b"content-length: 5", b"transfer-encoding: CHUNKED"), b"0\r\n\r\n"),
):
    case("MUST", f"both lengths: {label}", post(*lines, body=content), either(REFUSED, (closes,)))
    case("OURS", f"both lengths: {label}: 400", post(*lines, body=content), *REFUSED)
    case("OURS", f"both lengths: {label}: 400 on GET", post(*lines, body=content, method=b"GET"), *REFUSED)
    case("OURS", f"both lengths: {label}: 400 on HEAD", post(*lines, body=content, method=b"HEAD"), *REFUSED)
for label, lines in {
    "identity": (b"Transfer-Encoding: identity",), "an unknown coding": (b"Transfer-Encoding: xchunked",), "gzip": (b"Transfer-Encoding: gzip",),
    "chunked, then gzip": (b"Transfer-Encoding: chunked, gzip",), "chunked, then identity": (b"Transfer-Encoding: chunked, identity",),
    "chunked, then identity in lines": (CHUNKED, b"Transfer-Encoding: identity"), "chunk": (b"Transfer-Encoding: chunk",),
    "a vertical tab before it": (b"Transfer-Encoding: \x0bchunked",), "a NUL after it": (b"Transfer-Encoding: chunked\0",),
    "a form feed after it": (b"Transfer-Encoding: chunked\x0c",),
    "quotes": (b'Transfer-Encoding: "chunked"',), "a parameter": (b"Transfer-Encoding: chunked;a=b",), "a weight": (b"Transfer-Encoding: chunked;q=1",),
    "a space inside": (b"Transfer-Encoding: chun ked",), "chunked twice in words": (b"Transfer-Encoding: chunked chunked",),
    "a semicolon for a comma": (b"Transfer-Encoding: gzip; chunked",), "empty": (b"Transfer-Encoding:",), "a comma": (b"Transfer-Encoding: ,",),
    "a letter beyond ASCII": (b"Transfer-Encoding: chun\xe2\x84\xaaed",), "a long s": (b"Transfer-Encoding: chunk\xc5\xbfed",),
    "a trailing dot": (b"Transfer-Encoding: chunked.",), "a word after": (b"Transfer-Encoding: chunked foo",),
    "an equals sign": (b"Transfer-Encoding: =chunked",), "folded": (b"Transfer-Encoding:", b" chunked"),
    "folded by a tab": (b"Transfer-Encoding:", b"\tchunked"), "a space before the colon": (b"Transfer-Encoding : chunked",),
    "a tab before the colon": (b"Transfer-Encoding\t: chunked",), "a CR before it": (b"Transfer-Encoding: \rchunked",),
    "compress": (b"Transfer-Encoding: compress",), "deflate": (b"Transfer-Encoding: deflate",), "br": (b"Transfer-Encoding: br",),
}.items():
    case("MUST", f"not chunked at the end: {label}", post(*lines, body=SIZED), status(400, 501), closes)
    case("MUST", f"not chunked at the end: {label}: GET", post(*lines, body=SIZED, method=b"GET"), status(400, 501), closes)
for label, lines in {
    "twice in a list": (b"Transfer-Encoding: chunked, chunked",), "twice in lines": (CHUNKED, CHUNKED),
    "three times": (b"Transfer-Encoding: chunked, chunked, chunked",), "around gzip": (b"Transfer-Encoding: chunked, gzip, chunked",),
}.items():
    case("MUST", f"chunked {label}", post(*lines, body=SIZED), status(400, 501), closes)
for label, value in {
    "gzip": b"gzip, chunked", "deflate": b"deflate, chunked", "identity": b"identity, chunked", "a coding that nobody knows": b"x, chunked",
}.items():
    case("SHOULD", f"chunked over {label}", post(b"Transfer-Encoding: " + value, body=SIZED), status(501, 400), closes)
for label, line in {
    "in capitals": b"Transfer-Encoding: CHUNKED", "in mixed case": b"tRaNsFeR-eNcOdInG: ChUnKeD", "after a tab": b"Transfer-Encoding:\tchunked",
    "before blanks": b"Transfer-Encoding: chunked \t ", "without a space": b"Transfer-Encoding:chunked",
    "in a list with empty members": b"Transfer-Encoding: , chunked ,",
}.items():
    case("MUST", f"chunked {label}", post(line, body=SIZED) + get(),
         *((answers(2), status(200, nth=2)) if "empty" not in label else (answers(2),)))
for label, lines in {
    "alone": (CHUNKED,), "with keep-alive": (CHUNKED, b"Connection: keep-alive"), "and a length": (CHUNKED, length(b"5")),
}.items():
    case("MUST", f"HTTP/1.0 with a transfer coding, {label}: faulty", post(*lines, body=SIZED, version=b"HTTP/1.0"), closes)
    case("OURS", f"HTTP/1.0 with a transfer coding, {label}: 400", post(*lines, body=SIZED, version=b"HTTP/1.0"), *REFUSED)

rule("RFC 9112 §7.1")
for label, chunks in {
    "one": b"3\r\nabc\r\n0\r\n\r\n", "several": b"1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "none": b"0\r\n\r\n", "leading zeros": b"0003\r\nabc\r\n0\r\n\r\n",
    "many zeros at the end": b"3\r\nabc\r\n00000000000000000000\r\n\r\n", "capitals": b"A\r\n0123456789\r\n0\r\n\r\n",
    "small letters": b"a\r\n0123456789\r\n0\r\n\r\n", "data that looks like chunks": b"5\r\n0\r\n\r\n\r\n0\r\n\r\n",
    "an extension": b"3;a\r\nabc\r\n0\r\n\r\n", "an extension with a value": b"3;a=b\r\nabc\r\n0\r\n\r\n",
    "extensions": b"3;a;b=c;d=\"e\"\r\nabc\r\n0;f\r\n\r\n", "a quoted value with CRLF written out": b"3;a=\"\\r\\n\"\r\nabc\r\n0\r\n\r\n",
    "a quoted value with a semicolon": b"3;a=\";b\"\r\nabc\r\n0\r\n\r\n", "a quoted pair": b"3;a=\"\\\"\"\r\nabc\r\n0\r\n\r\n",
    "white space around a semicolon": b"3 ; a\r\nabc\r\n0\r\n\r\n", "white space around an equals sign": b"3;a = b\r\nabc\r\n0\r\n\r\n",
    "an empty quoted value": b"3;a=\"\"\r\nabc\r\n0\r\n\r\n", "bytes beyond ASCII in quotes": b"3;a=\"\xe9\"\r\nabc\r\n0\r\n\r\n",
    "an extension of 1,000 letters": b"3;" + b"a" * 1000 + b"\r\nabc\r\n0\r\n\r\n",
    "a trailer": b"3\r\nabc\r\n0\r\nX: y\r\n\r\n", "several trailers": b"0\r\nX: y\r\nZ:\r\n\r\n", "a trailer with tabs": b"0\r\nX:\ty\t\r\n\r\n",
    "a trailer that may be none": b"0\r\nContent-Length: 99999\r\n\r\n", "a trailer that names a coding": b"0\r\nTransfer-Encoding: gzip\r\n\r\n",
    "a trailer that names a host": b"0\r\nHost: b\r\nHost: c\r\n\r\n", "a trailer that ends the connection": b"0\r\nConnection: close\r\n\r\n",
    "a trailer that would make it a HEAD": b"0\r\nX-HTTP-Method-Override: HEAD\r\n\r\n",
}.items():
    case("MUST", f"chunks: {label}", post(CHUNKED, body=chunks) + get(), answers(2), status(200, nth=2))
    case("OURS", f"chunks: {label}: GET", post(CHUNKED, body=chunks, method=b"GET") + get(), answers(2), status(200), status(200, nth=2),
         persists)
for label, chunks in {
    "no digits": b"\r\nabc\r\n0\r\n\r\n", "a letter": b"g\r\nabc\r\n0\r\n\r\n", "0x": b"0x3\r\nabc\r\n0\r\n\r\n", "a plus": b"+3\r\nabc\r\n0\r\n\r\n",
    "a minus": b"-3\r\nabc\r\n0\r\n\r\n", "an underscore": b"0_3\r\nabc\r\n0\r\n\r\n", "a space before": b" 3\r\nabc\r\n0\r\n\r\n",
    "a tab before": b"\t3\r\nabc\r\n0\r\n\r\n", "a space inside": b"1 0\r\nabc\r\n0\r\n\r\n", "a point": b"3.0\r\nabc\r\n0\r\n\r\n", "a comma": b"3,3\r\nabc\r\n0\r\n\r\n",
    "an h": b"3h\r\nabc\r\n0\r\n\r\n", "64 bits and more": b"10000000000000003\r\nabc\r\n0\r\n\r\n", "the 64th bit": b"8000000000000003\r\nabc\r\n0\r\n\r\n",
    "32 digits": b"f" * 32 + b"\r\nabc\r\n0\r\n\r\n", "all of 64 bits": b"ffffffffffffffff\r\nabc\r\n0\r\n\r\n", "a NUL": b"3\0\r\nabc\r\n0\r\n\r\n",
    "a NUL before": b"\x003\r\nabc\r\n0\r\n\r\n", "a form feed": b"\x0c3\r\nabc\r\n0\r\n\r\n",
    "a bare LF after the size": b"3\nabc\r\n0\r\n\r\n", "a bare CR after the size": b"3\rabc\r\n0\r\n\r\n", "CR CR LF after the size": b"3\r\r\nabc\r\n0\r\n\r\n",
    "a bare LF after an extension": b"3;a\nabc\r\n0\r\n\r\n", "a bare CR in an extension": b"3;a\rb\r\nabc\r\n0\r\n\r\n",
    "a bare LF in a quoted extension": b"3;a=\"\n\"\r\nabc\r\n0\r\n\r\n", "a NUL in an extension": b"3;a\0\r\nabc\r\n0\r\n\r\n",
    "a control character in a quoted extension": b"3;a=\"\x01\"\r\nabc\r\n0\r\n\r\n",
    "no name of an extension": b"3;\r\nabc\r\n0\r\n\r\n", "an equals sign without a name": b"3;=a\r\nabc\r\n0\r\n\r\n", "no value": b"3;a=\r\nabc\r\n0\r\n\r\n",
    "an open quote": b"3;a=\"b\r\nabc\r\n0\r\n\r\n", "words after a quote": b"3;a=\"b\"c\r\nabc\r\n0\r\n\r\n", "a comma for a semicolon": b"3,a\r\nabc\r\n0\r\n\r\n",
    "an extension without a semicolon": b"3 a\r\nabc\r\n0\r\n\r\n", "bytes beyond ASCII in an extension": b"3;\xe9\r\nabc\r\n0\r\n\r\n",
    "no CRLF after the data": b"3\r\nabc0\r\n\r\n", "a bare LF after the data": b"3\r\nabc\n0\r\n\r\n", "a bare CR after the data": b"3\r\nabc\r0\r\n\r\n",
    "more data than its size": b"3\r\nabcd\r\n0\r\n\r\n", "less data than its size": b"5\r\nabc\r\n0\r\n\r\n",
    "a space after the data": b"3\r\nabc \r\n0\r\n\r\n", "two bytes that are no CRLF": b"3\r\nabcXX0\r\n\r\n",
    "a bare LF after the last size": b"0\n\r\n", "a bare LF at the end": b"0\r\n\n", "a bare CR at the end": b"0\r\n\rX",
    "a trailer without a colon": b"0\r\nX\r\n\r\n", "a trailer without a name": b"0\r\n: y\r\n\r\n", "a space before a trailer's colon": b"0\r\nX : y\r\n\r\n",
    "a folded trailer": b"0\r\nX: y\r\n z\r\n\r\n", "a NUL in a trailer": b"0\r\nX: \0\r\n\r\n", "a bare LF after a trailer": b"0\r\nX: y\n\r\n",
    "a bare CR in a trailer": b"0\r\nX: a\rb\r\n\r\n", "a request where a trailer belongs": b"0\r\n" + HIDDEN,
}.items():
    case("MUST", f"malformed chunks: {label}", post(CHUNKED, body=chunks), closes)
    case("OURS", f"malformed chunks: {label}: 400", post(CHUNKED, body=chunks), status(400, 413), closes, no_reset)
    case("OURS", f"malformed chunks: {label}: GET", post(CHUNKED, body=chunks, method=b"GET"), status(400, 413), closes)
case("OURS", "a trailing space after the size is refused", post(CHUNKED, body=b"3 \r\nabc\r\n0\r\n\r\n"), *REFUSED)
case("OURS", "a chunk of 300 KiB is too much", post(CHUNKED, body=b"4b000\r\n"), status(413), closes, no_reset)
case("OURS", "300 KiB in small chunks are too much", post(CHUNKED, body=b"400\r\n" + b"a" * 1024 + b"\r\n" + (b"400\r\n" + b"a" * 1024 + b"\r\n") * 299),
     status(413), closes, no_reset, split=False)
case("SHOULD", "extensions without end are bounded", post(CHUNKED, body=b"3;" + b"a" * 500_000), status(400, 413, 431), closes, no_reset, split=False)
case("SHOULD", "zeros without end are bounded", post(CHUNKED, body=b"0" * 500_000), status(400, 413, 431), closes, no_reset, split=False)
case("SHOULD", "trailers without end are bounded", post(CHUNKED, body=b"0\r\n" + b"X: y\r\n" * 100_000), status(400, 413, 431), closes, no_reset,
     split=False)
case("SHOULD", "one-byte chunks with long extensions are bounded", post(CHUNKED, body=(b"1;" + b"a" * 4000 + b"\r\nb\r\n") * 200),
     status(400, 413, 431), closes, no_reset, split=False)
case("OURS", "content that breaks off", [post(length(b"10"), body=b"abc"), HALF], *REFUSED)
case("OURS", "chunks that break off", [post(CHUNKED, body=b"5\r\nabc"), HALF], *REFUSED)
case("OURS", "a head that breaks off", [b"GET /healthz HTTP/1.1\r\nHost: a\r\n", HALF], *REFUSED)
case("OURS", "a HEAD whose content breaks off", [post(length(b"10"), body=b"abc", method=b"HEAD"), HALF], *REFUSED)
