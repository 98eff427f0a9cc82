"""The four forms of the target: RFC 9112 §3.2, RFC 9110 §§4.2 and 7.1, RFC 3986."""

from case import *

rule("RFC 9112 §3.2.1")
case("MUST", "a query", get(b"/healthz?a=b&c"), status(200))
case("MUST", "an empty query", get(b"/healthz?"), status(200))
case("MUST", "question marks in the query", get(b"/healthz?a?b=/c"), status(200))
case("OURS", "characters beyond ASCII in the query, as people type them",
     get(b"/v1/events?q=caf\xc3\xa9&limit=0"), status(200))
for label, target in {
    "a fragment": b"/healthz#a", "a fragment alone": b"#", "a fragment after a query": b"/healthz?a#b",
}.items():
    case("SHOULD", label, get(target), *REFUSED)
for label, target in {
    "a backslash": b"/heal\\thz", "a quote": b'/heal"thz', "angle brackets": b"/<healthz>", "a caret": b"/heal^thz",
    "a backtick": b"/heal`thz", "braces": b"/{healthz}", "a bar": b"/heal|thz", "square brackets": b"/[healthz]",
    "square brackets in the query": b"/healthz?a[0]=b", "a quote in the query": b'/healthz?a="b"',
}.items():
    case("SHOULD", f"{label}, which must be percent-encoded", get(target), status(400, 301, 308))
case("OURS", "no slash at the beginning", get(b"healthz"), *REFUSED)
case("OURS", "a question mark at the beginning", get(b"?a=b"), *REFUSED)
case("OURS", "a backslash at the beginning", get(b"\\healthz"), *REFUSED)
case("OURS", "a dot at the beginning", get(b"./healthz"), *REFUSED)

rule("RFC 9112 §3.2.2")
for label, target in {
    "an absolute target": b"http://a/healthz", "with a port": b"http://a:80/healthz",
    "with an empty port": b"http://a:/healthz", "with a scheme in upper case": b"HTTP://a/healthz",
    "with a scheme in mixed case": b"hTtP://A/healthz", "with an IPv4 address": b"http://127.0.0.1/healthz",
    "with an IPv6 address": b"http://[::1]:80/healthz", "with a query": b"http://a/healthz?b",
    "without a path": b"http://a", "without a path, with a query": b"http://a?_=b",
    "with a triplet in the host": b"http://%61/healthz", "with sub-delims in the host": b"http://a,b;c=d/healthz",
}.items():
    case("MUST", label, get(target), status(200))
    case("MUST", f"{label}: HEAD", get(target, method=b"HEAD"), status(200))
case("MUST", "an absolute target wins over Host", get(b"http://a/healthz", host=b"Host: b\r\n"), status(200))
case("MUST", "an absolute target does not do without Host", get(b"http://a/healthz", host=b""), *REFUSED)
case("MUST", "OPTIONS with an absolute target", get(b"http://a/healthz", method=b"OPTIONS"), status(200, 204))
case("MUST", "OPTIONS with an absolute target without path", get(b"http://a", method=b"OPTIONS"), status(200, 204))
for label, target in {
    "an empty host": b"http:///healthz", "only a port": b"http://:80/healthz", "nothing after the scheme": b"http://",
    "user information": b"http://u@a/healthz", "user and password": b"http://u:p@a/healthz",
    "an empty user": b"http://@a/healthz", "a port that is no number": b"http://a:b/healthz",
    "two ports": b"http://a:80:80/healthz", "a bad triplet in the host": b"http://%zz/healthz",
    "a space in the host": b"http://a b/healthz", "a fragment": b"http://a/healthz#b", "a fragment only": b"http://a#b",
    "an open bracket": b"http://[::1/healthz", "an IPv6 address without brackets": b"http://::1/healthz",
    "an IPv6 address with a zone": b"http://[fe80::1%eth0]/healthz", "one slash": b"http:/a/healthz",
    "no slashes": b"http:a/healthz", "three slashes": b"http:///a/healthz", "a backslash": b"http:\\\\a/healthz",
    "a scheme alone": b"http:", "control characters that resemble ://": b"http\x1a\x0f\x0fa/healthz",
    "no scheme": b"://a/healthz",
}.items():
    case("SHOULD", f"an absolute target with {label}", get(target), *REFUSED)
for target in (b"https://a/healthz", b"HTTPS://a/healthz", b"ftp://a/healthz", b"ws://a/", b"file:///etc/passwd",
               b"urn:a:b", b"mailto:a@b", b"javascript:alert(1)", b"httpx://a/", b"h://a/"):
    case("MUST", f"the scheme of {target.decode()} is not served here", get(target), status(400, 421, 404))

rule("RFC 9112 §3.2.3")
case("SHOULD", "CONNECT is not for origin servers", get(b"a:443", method=b"CONNECT"), status(405, 501, 400))
case("OURS", "CONNECT is a 405 after which the connection closes", get(b"a:443", method=b"CONNECT"), status(405), closes)
case("OURS", "CONNECT with an IPv6 address", get(b"[::1]:443", method=b"CONNECT"), status(405), closes)
for target in (b"/", b"*", b"http://a/", b"a", b"a:", b":443", b"a:b", b"a:443/", b"a:443?b", b"u@a:443", b"[::1]", b""):
    case("OURS", f"CONNECT {target.decode()} is malformed", get(target, method=b"CONNECT"), *REFUSED)
for method in (b"GET", b"HEAD", b"POST", b"OPTIONS"):
    case("MUST", f"{method.decode()} with an authority", get(b"a:443", method=method), *REFUSED)
    case("MUST", f"{method.decode()} with a name alone", get(b"localhost", method=method), *REFUSED)

rule("RFC 9112 §3.2.4")
case("MUST", "OPTIONS *", get(b"*", method=b"OPTIONS"), status(200, 204), persists)
case("SHOULD", "OPTIONS * says what there is", get(b"*", method=b"OPTIONS"), lists("Allow", "GET", "HEAD", "OPTIONS"))
for method in (b"GET", b"HEAD", b"POST", b"PUT", b"DELETE", b"TRACE"):
    case("MUST", f"{method.decode()} *", get(b"*", method=method), status(400, 405, 501))
    case("OURS", f"{method.decode()} * is refused", get(b"*", method=method), *REFUSED)
for target in (b"**", b"*/", b"*?a", b"*a", b"/*"):
    case("OURS", f"OPTIONS {target.decode()}", get(target, method=b"OPTIONS"),
         status(204) if target == b"/*" else status(400))

rule("RFC 3986 §2.1")
case("MUST", "a triplet of an unreserved letter is that letter", get(b"/%68ealthz"), status(200))
case("MUST", "triplets in either case are one", get(b"/v1/%65vent%73?limit=0"), status(200))
case("MUST", "a letter of a triplet in lower case", get(b"/v1/actors/jap%61n"), status(200))
case("MUST", "a letter of a triplet in upper case", get(b"/v1/actors/%6Aapan"), status(200))
for label, target in {
    "a percent sign at the end": b"/a%", "one digit at the end": b"/a%4", "no digits": b"/a%zz", "one digit": b"/a%4z",
    "a sign": b"/a%+1", "an underscore": b"/a%2_0", "a percent sign that stands alone": b"/100%/b",
    "in the query at the end": b"/v1/events?q=%", "in the query": b"/v1/events?q=%zz",
    "a Unicode escape": b"/a%u0041",
}.items():
    case("SHOULD", f"a malformed triplet: {label}", get(target), status(400))
case("OURS", "a triplet is decoded once", get(b"/v1/actors/%256Aapan"), status(404))
case("OURS", "an encoded slash is no slash", get(b"/v1%2Factors"), status(404))
case("OURS", "an encoded question mark is none", get(b"/healthz%3Fa"), status(404))
case("OURS", "an encoded hash is none", get(b"/healthz%23a"), status(404))
for label, target in {
    "an overlong slash": b"/%c0%af", "an overlong dot": b"/%c0%ae%c0%ae/", "an overlong NUL": b"/%c0%80",
    "three bytes for a slash": b"/%e0%80%af", "a lone continuation": b"/%80", "a sequence cut short": b"/%e2%82",
    "a surrogate": b"/%ed%a0%80", "beyond Unicode": b"/%f4%90%80%80", "Latin-1": b"/caf%e9", "an FF": b"/%ff",
    "a NUL": b"/%00", "a NUL after a name": b"/healthz%00", "a NUL before a suffix": b"/v1/events%00.csv",
    "a NUL in a query": b"/v1/events?q=a%00b", "bad UTF-8 in a query": b"/v1/events?q=%ff",
    "raw bytes that are no UTF-8": b"/caf\xe9", "a raw overlong slash": b"/\xc0\xaf",
    "a raw sequence cut short in a query": b"/v1/events?q=\xe2\x82",
}.items():
    case("OURS", f"{label}: a 400", get(target), status(400))
case("OURS", "a line break in a path", get(b"/a%0d%0aX-Evil:%20b"), status(404), lacks("X-Evil"))
case("OURS", "a line break in a query", get(b"/v1/events?q=%0d%0aX-Evil:%20b&limit=0"), status(200), lacks("X-Evil"))
case("OURS", "a line break in an id", get(b"/v1/actors/%0d%0aX-Evil:%20b"), status(404), lacks("X-Evil"))

rule("RFC 3986 §5.2.4")
for target in (b"/../healthz", b"/./healthz", b"/v1/../healthz", b"/%2e%2e/healthz", b"/%2e/healthz", b"/..",
               b"/../../../../etc/passwd", b"/..%2f..%2fetc/passwd", b"/..%5c..%5cetc/passwd",
               b"/v1/dataset.sqlite/../../../etc/passwd", b"/.%2e/%2e./etc/passwd", b"/v1/actors/..%2f..", b"/.", b"/...",
               b"/.git/config", b"/%252e%252e/etc/passwd"):
    case("OURS", f"nothing lies at {target.decode()}", get(target), status(400, 404),
         body(lambda content: b"root:" not in content, "clean"))
for target in (b"//healthz", b"//", b"///", b"/v1//events", b"//v1/events", b"/v1/events/", b"/healthz/", b"//a/healthz",
               b"/;", b"/healthz;a=b", b"/:80/", b"/@", b"/http://a/healthz", b"/~root", b"/a,b", b"/$", b"/!", b"/'",
               b"/(", b"/+", b"/v1/events.", b"/v1/events.exe", b"/HEALTHZ", b"/V1/events"):
    case("OURS", f"nothing lies at {target.decode()}", get(target), status(404), persists)

rule("RFC 9110 §4.1")
case("MUST", "a target of 8,000 bytes is read", get(b"/healthz?" + b"a" * 7991), status(200, 404))
case("OURS", "a target of 8,192 bytes is the longest", get(b"/healthz?" + b"a" * (8192 - 9)), status(200))
case("OURS", "one more is too long", get(b"/healthz?" + b"a" * (8193 - 9)), status(414), closes, no_reset)
for count in (9_000, 20_000, 65_536, 300_000):
    case("SHOULD", f"a path of {count} bytes", get(b"/" + b"a" * count), status(414), closes, no_reset, split=False)
    case("SHOULD", f"a query of {count} bytes", get(b"/?" + b"a" * count), status(414), closes, no_reset, split=False)
    case("SHOULD", f"{count // 3} triplets", get(b"/" + b"%61" * (count // 3)), status(414), closes, no_reset, split=False)
    case("OURS", f"an absolute target of {count} bytes", get(b"http://" + b"a" * count + b"/"), status(414, 400), closes,
         no_reset, split=False)
    case("OURS", f"{count} bytes of a target that does not end", b"GET /" + b"a" * count, status(414), closes, no_reset,
         split=False)
case("OURS", "8,000 slashes", get(b"/" * 8000), status(404))
case("OURS", "4,000 dot segments", get(b"/." * 4000), status(404))
case("OURS", "a query of 4,000 ampersands", get(b"/v1/events?limit=0" + b"&" * 4000), status(200, 400))
