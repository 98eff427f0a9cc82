"""Field lines, Host and the limits on heads: RFC 9112 §5, RFC 9110 §§5 and 7.2."""

from case import *


def line(*lines):
    return get(PAGE, *lines)


rule("RFC 9112 §5.1")
for label, bad in {
    "a space before the colon": b"X : y", "a tab before the colon": b"X\t: y",
    "a space before the colon of Host": None, "a space in the name": b"X Y: z", "no colon": b"X", "no name": b": y",
    "only a colon": b":", "a blank name": b" : y", "a NUL in the name": b"X\0: y", "a DEL in the name": b"X\x7f: y",
    "a CR in the name": b"X\r: y", "letters beyond ASCII in the name": b"X\xc3\xa9: y",
}.items():
    if bad is None:
        case("MUST", label, get(host=b"Host : a\r\n"), *REFUSED)
    else:
        case("MUST", label, line(bad), *REFUSED)
for separator in b'"(),/;<=>?@[\\]{}':
    case("SHOULD", f"the separator {chr(separator)} in a name", line(b"X" + bytes([separator]) + b"Y: z"), *REFUSED)
for name in (b"X!#$%&'*+-.^_`|~0", b"x", b"X_Y", b"1", b"-", b"x" * 200):
    case("MUST", f"the name {name[:20].decode()} is well-formed", line(name + b": y"), status(200), persists)

rule("RFC 9112 §5.2")
case("MUST", "a folded line", line(b"X: a", b" b"), either(REFUSED, (status(200),)))
for label, lines in {
    "a folded line": (b"X: a", b" b"), "folded by a tab": (b"X: a", b"\tb"), "folded into nothing": (b"X: a", b" "),
    "a folded empty value": (b"X:", b" a"), "a folded Host": (b"Host2: a", b" b"),
    "a folded Content-Length": (b"Content-Length:", b" 0"), "a folded Transfer-Encoding": (b"Transfer-Encoding:", b" chunked"),
    "a folded word that looks like a field": (b"X: a", b" Content-Length: 5"),
}.items():
    case("OURS", f"{label} is refused", line(*lines), *REFUSED)

rule("RFC 9110 §5.5")
for control in [*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F]:
    level = "MUST" if control == 0 else "OURS"
    case(level, f"the control character {control:#04x} in a value", line(b"X: a" + bytes([control]) + b"b"), *REFUSED)
for label, value in {
    "empty": b"X:", "blank": b"X:   ", "tabs around it": b"X:\ta\t", "many spaces around it": b"X:      a      ",
    "no space": b"X:a", "a tab inside": b"X: a\tb", "colons": b"X: a:b: c", "every visible character":
    b"X: " + bytes(range(0x21, 0x7F)), "bytes beyond ASCII": b"X: \xe9\xff\x80", "UTF-8": b"X: \xe6\x97\xa5\xe6\x9c\xac",
    "quotes left open": b'X: "a', "a backslash at the end": b"X: a\\", "4,000 letters": b"X: " + b"a" * 4000,
}.items():
    case("MUST", f"a value: {label}", line(value), status(200), persists)
for name, value in {
    b"Accept": b"\xff", b"Accept-Language": b"\xff", b"Accept-Encoding": b"\xff", b"If-None-Match": b"\xff",
    b"If-Modified-Since": b"\xff", b"Range": b"\xff", b"If-Range": b"\xff", b"User-Agent": b"\xff\"\\",
    b"X-Request-Id": b"\xff", b"Origin": b"\xff", b"Cookie": b"\xff", b"Referer": b"\xff", b"Via": b"\xff",
    b"Authorization": b"Basic \xff", b"Max-Forwards": b"-1", b"Date": b"yesterday", b"TE": b"trailers, x",
    b"Forwarded": b"for=\"_x\"", b"X-Forwarded-For": b"1.1.1.1", b"X-HTTP-Method-Override": b"DELETE",
    b"X-Original-URL": b"/metrics", b"Content-Type": b"nonsense", b"Content-Encoding": b"gzip", b"Pragma": b"no-cache",
    b"Cache-Control": b"only-if-cached, max-age=x", b"Proxy-Connection": b"close", b"Keep-Alive": b"timeout=0",
    b"DNT": b"1", b"Sec-Fetch-Mode": b"cors", b"Trailer": b"X", b"Alt-Used": b"b", b"Priority": b"u=9",
}.items():
    case("OURS", f"{name.decode()}: {value.decode('latin-1')} does no harm", get(LIST + b"?limit=0", name + b": " + value),
         status(200, 406) if name == b"Accept" else status(200), persists)
case("MUST", "names are the same in whatever case",
     b"GET /healthz HTTP/1.1\r\nhOsT: a\r\ncOnNeCtIoN: cLoSe\r\n\r\n", status(200), closes, says_close)

rule("RFC 9110 §5.4")
case("OURS", "99 further lines", line(*[b"X%d: y" % i for i in range(99)]), status(200), persists)
for count in (150, 1000, 5000):
    case("SHOULD", f"{count} lines", line(*[b"X%d: y" % i for i in range(count)]), status(431, 400, 200), no_reset, split=False)
case("OURS", "101 lines are too many", line(*[b"X%d: y" % i for i in range(100)]), status(431), closes)
case("OURS", "101 lines are too many: HEAD", get(PAGE, *[b"X: y"] * 100, method=b"HEAD"), status(431), closes)
case("OURS", "a value of 15 KiB", line(b"X: " + b"a" * (15 << 10)), status(200), persists)
for size in (17 << 10, 64 << 10, 300 << 10):
    case("SHOULD", f"a value of {size >> 10} KiB", line(b"X: " + b"a" * size), status(431), closes, no_reset, split=False)
    case("SHOULD", f"a name of {size >> 10} KiB", line(b"a" * size + b": b"), status(431, 400), closes, no_reset, split=False)
    case("SHOULD", f"lines of {size >> 10} KiB together", line(*[b"X: " + b"a" * 1000] * (size >> 10)), status(431), closes,
         no_reset, split=False)
    case("OURS", f"{size >> 10} KiB of a value that does not end", b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * size,
         status(431), closes, no_reset, split=False)
    case("OURS", f"{size >> 10} KiB of a name that does not end", b"GET / HTTP/1.1\r\nHost: a\r\n" + b"a" * size,
         status(431, 400), closes, no_reset, split=False)
case("OURS", "300 KiB of spaces in a value", b"GET / HTTP/1.1\r\nHost: a\r\nX:" + b" " * (300 << 10), status(431), closes,
     no_reset, split=False)

rule("RFC 9110 §7.2")
case("MUST", "Host is missing", get(host=b""), *REFUSED)
case("MUST", "Host is missing: HEAD", get(host=b"", method=b"HEAD"), *REFUSED)
case("MUST", "Host is missing: OPTIONS *", get(b"*", host=b"", method=b"OPTIONS"), *REFUSED)
case("MUST", "Host is missing: a method that is not served", get(host=b"", method=b"POST"), *REFUSED)
case("MUST", "Host is missing: HTTP/1.0 does without", get(host=b"", version=b"HTTP/1.0"), status(200), closes)
case("MUST", "two that differ", get(host=b"Host: a\r\nHost: b\r\n"), *REFUSED)
case("MUST", "two that are equal", get(host=b"Host: a\r\nHost: a\r\n"), *REFUSED)
case("MUST", "two, of which one is empty", get(host=b"Host: a\r\nHost:\r\n"), *REFUSED)
case("MUST", "two in different case", get(host=b"Host: a\r\nhost: b\r\n"), *REFUSED)
case("MUST", "two with others between", get(host=b"Host: a\r\nX: y\r\nHOST: a\r\n"), *REFUSED)
case("MUST", "two in HTTP/1.0", get(host=b"Host: a\r\nHost: b\r\n", version=b"HTTP/1.0"), *REFUSED)
for value in (b"a", b"A.EXAMPLE", b"a:80", b"a:", b"a:0", b"a:00080", b"a:65535", b"127.0.0.1", b"127.0.0.1:8080", b"1",
              b"[::1]", b"[::1]:80", b"[::]", b"[2001:db8::1]", b"[1:2:3:4:5:6:7:8]", b"[::ffff:127.0.0.1]", b"[1::]:",
              b"[1:2:3:4:5:6:1.2.3.4]", b"[v1.a:b]", b"[::FFFF:0]", b"a.b.c.d.e.f", b"a-b_c.d~e", b"%61", b"%E6%97%A5",
              b"a!$&'()*+;=b", b"xn--wgv71a", b"a.", b"-", b"_", b"999.999.999.999", b"1.2.3"):
    case("MUST", f"Host: {value.decode()}", get(host=b"Host: " + value + b"\r\n"), status(200), persists)
case("MUST", "an empty Host", get(host=b"Host:\r\n"), status(200), persists)
case("MUST", "a blank Host", get(host=b"Host:  \t \r\n"), status(200), persists)
case("MUST", "a comma in a registered name", get(host=b"Host: a,b\r\n"), status(200))
case("MUST", "tabs around it", get(host=b"Host:\ta\t\r\n"), status(200), persists)
case("MUST", "no space before it", get(host=b"Host:a\r\n"), status(200), persists)
for value in (b"a b", b"a, b", b"a/b", b"a?b", b"a#b", b"a@b", b"u:p@a", b"http://a", b"//a", b"a:b", b"a:8o", b"a:-1", b"a:+80",
              b"a: 80", b"a :80", b"a:80:80", b"a::80", b"[::1", b"::1", b"::1]", b"[]", b"[", b"[::1]a", b"[::1]80", b"[:1]",
              b"[1:2:3:4:5:6:7]", b"[1:2:3:4:5:6:7:8:9]", b"[::1::2]", b"[:::]", b"[12345::]", b"[g::]", b"[1:2:3:4:5:6:7::8:9]",
              b"[::1.2.3]", b"[::1.2.3.4.5]", b"[::256.0.0.1]", b"[::01.2.3.4]", b"[1.2.3.4]", b"[::1%25eth0]", b"[::1%eth0]",
              b"[v1]", b"[v.a]", b"[vg.a]", b"[v1.]", b"[v1.%61]", b"[a]", b"%", b"%6", b"%zz", b"a%", b"\"a\"", b"<a>", b"a\\b", b"a^b",
              b"a`b", b"{a}", b"a|b", b"[a b]", b"a\xe9", b"\xe6\x97\xa5\xe6\x9c\xac", b"a\x01", b"a\x7f", b"a\0b", b"a:80\xb2",
              b"a:\xd9\xa1"):
    case("MUST", f"Host: {value.decode('latin-1')!r} is malformed", get(host=b"Host: " + value + b"\r\n"), *REFUSED)
    case("OURS", f"Host: {value.decode('latin-1')!r} is malformed in HTTP/1.0, too",
         get(host=b"Host: " + value + b"\r\n", version=b"HTTP/1.0"), *REFUSED)
case("OURS", "a port beyond all ports is within the grammar", get(host=b"Host: a:99999999999999999999\r\n"), status(200, 400))
case("OURS", "a malformed Host beside an absolute target", get(b"http://a/healthz", host=b"Host: a b\r\n"), *REFUSED)
case("OURS", "a host of 8,000 letters", get(host=b"Host: " + b"a" * 8000 + b"\r\n"), status(200, 400, 431))
