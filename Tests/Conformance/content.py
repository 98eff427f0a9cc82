"""Content negotiation: RFC 9110 §§8.4 and 12."""

import gzip

from case import *


def coding(value, *lines, target=LIST):
    return get(target, *([] if value is None else [b"Accept-Encoding: " + value]), *lines)


def unpacks(outcome):
    if not outcome.finals or outcome.finals[0].get("Content-Encoding") != "gzip":
        return None
    try:
        content = gzip.decompress(outcome.finals[0].body)
    except (OSError, EOFError) as error:
        return f"the content is not gzip: {error}"
    return None if content == outcome.facts.values["body"] else "the content unpacks to something else"


PLAIN = (status(200), lacks("Content-Encoding"), lists("Vary", "Accept-Encoding"))
PACKED = (status(200), has("Content-Encoding", "^gzip$"), lists("Vary", "Accept-Encoding"), unpacks)

rule("RFC 9110 §12.5.3")
case("MUST", "no field", coding(None), *PLAIN)
for value in (b"gzip", b"GZIP", b"x-gzip", b"gzip, deflate, br", b"br, gzip", b"deflate,gzip;q=1.0", b"gzip;q=1", b"gzip;q=1.000", b"gzip;q=0.001", b"gzip;Q=0.5", b"gzip ; q=0.5",
              b"*", b"*;q=0.5", b"br, *;q=0.1", b"identity;q=0, gzip", b"identity;q=0.5, gzip;q=0.8", b"gzip, identity", b"gzip;q=0.5, identity;q=0.5", b",gzip,",
              b"gzip\t;\tq=0.9", b"\tgzip", b"zstd;q=1, gzip;q=0.1", b"x-unknown, gzip", b"gzip,gzip;q=0.5", b"identity;q=0, *"):
    case("OURS", f"compressed: {value.decode()}", coding(value), *PACKED)
    case("MUST", f"gzip or plain: {value.decode()}", coding(value),
         either(PACKED, PLAIN, (status(406, 415),)) if b"identity;q=0," in value else either(PACKED, PLAIN))
for value in (b"", b"gzip;q=0", b"gzip;q=0.", b"gzip;q=0.0", b"gzip;q=0.000", b"identity", b"deflate", b"br", b"br, zstd", b"compress", b"*;q=0, identity", b"gzip;q=0, *", b"gzip;q=0, deflate", b"identity;q=1, *;q=0",
              b"xgzip", b"gzipx", b"gzip-x", b"notgzip", b"g zip", b'"gzip"', b"gzip/1", b"identity, gzip;q=0.5", b"identity;q=0.8, gzip;q=0.2", b"gzip=1", b"*;q=0, identity;q=0.1", b"x-gzip;q=0", b",", b" ",
              b"identity;q=1, gzip;q=0.999"):
    case("MUST", f"plain: {value.decode()}", coding(value), *PLAIN)
for value in (b"gzip;q=1.5", b"gzip;q=2", b"gzip;q=-1", b"gzip;q=0.0001", b"gzip;q=1.001", b"gzip;q=a", b"gzip;q=", b"gzip;q", b"gzip;;q=1", b"gzip;q=0,5", b"gzip;q=.5", b"gzip;q=1.0000", b"gzip q=1", b"gzip;q=\"1\"",
              b"gzip;q=1e0", b"gzip;q=+1", b"gzip;q=0x1", b";q=1", b";", b"gzip;", b"=", b"gzip;a=b", b"gzip; q = 0.5", b"gzip;q=0;q=1", b"gzip;q=1;q=0", b"\xe9", b"gzip, \xff", b"a" * 8000, b"gzip," * 2000):
    case("OURS", f"malformed, but answered: {value[:30].decode('latin-1')}", coding(value), either(PACKED, PLAIN))
for value in (b"*;q=0", b"identity;q=0, gzip;q=0", b"identity;q=0, br", b"identity;q=0"):
    case("OURS", f"nothing is acceptable: {value.decode()}", coding(value), status(406), lacks("Content-Encoding"))
    case("SHOULD", f"nothing is acceptable, or something all the same: {value.decode()}", coding(value), status(406, 415, 200))
case("MUST", "two lines are one list", coding(b"br", b"Accept-Encoding: gzip"), either(PACKED, PLAIN))
case("OURS", "two lines are one list: compressed", coding(b"br", b"Accept-Encoding: gzip"), *PACKED)
case("MUST", "two lines are one list: excluded", coding(b"identity", b"Accept-Encoding: gzip;q=0"), *PLAIN)
case("OURS", "small content is not compressed", coding(b"gzip", target=PAGE), status(200), lacks("Content-Encoding"))
case("OURS", "the database is compressed", coding(b"gzip", target=FILE), status(200), has("Content-Encoding", "gzip"))
case("OURS", "compressed for HTTP/1.0", get(LIST, b"Accept-Encoding: gzip", version=b"HTTP/1.0"), *PACKED)
case("OURS", "the length is that of the compressed", get(LIST, b"Accept-Encoding: gzip", method=b"HEAD"), status(200), has("Content-Encoding", "gzip"), has("Content-Length"))
case("OURS", "a problem is not compressed", coding(b"gzip", target=NOWHERE), status(404), lacks("Content-Encoding"))

rule("RFC 9110 §12.5.1")


def types(value, target=LIST):
    return get(target, *([] if value is None else [b"Accept: " + value]))


JSON, CSV = (status(200), has("Content-Type", "^application/json")), (status(200), has("Content-Type", "^text/csv"))
for value in (None, b"*/*", b"application/json", b"application/*", b"APPLICATION/JSON", b"application/json;q=0.1", b"text/html, */*;q=0.1", b"text/csv;q=0.5, application/json", b"application/json, text/csv",
              b"*/*;q=0.5, text/csv;q=0.4", b"application/json;charset=utf-8", b"application/json; charset=UTF-8", b"", b",", b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
              b"application/json;q=1.000", b"text/csv;q=0, */*", b"*/*;q=0.001", b"application/json ; q=1", b"\tapplication/json", b"image/png, application/*;q=0.2", b"text/csv;q=0.9,application/json;q=0.91",
              b"application/json;q=0.5;ext=1", b"application/json, */*;q=0"):
    case("OURS", f"JSON: {value and value.decode()}", types(value), *JSON, lists("Vary", "Accept"))
for value in (b"text/csv", b"text/*", b"TEXT/CSV", b"application/json;q=0.5, text/csv", b"text/csv, */*;q=0.1", b"application/*;q=0.1, text/*", b"*/*;q=0.1, text/csv", b"application/json;q=0, application/*;q=0, */*",
              b"text/csv;q=0.2, image/png", b"application/json;q=0.999, text/csv;q=1", b"text/csv;header=present"):
    case("OURS", f"CSV: {value.decode()}", types(value), *CSV, lists("Vary", "Accept"))
for value in (b"image/png", b"text/html", b"application/json;q=0, */*;q=0", b"*/*;q=0", b"application/xml", b"application/jsonp", b"json", b"application", b"text/csvx", b"application/json;q=0", b"application/json;version=2"):
    case("OURS", f"406: {value.decode()}", types(value), status(406, 200) if b"/" not in value else status(406), persists)
for value in (b"*", b"*/json", b"a/b/c", b"/", b"application/", b"/json", b"application/json;q=2", b"application/json;q=x", b";", b"application/json;", b"application/json;;q=1", b'application/json;a="b,c"', b"\xff/\xff", b"*/*" + b",*/*" * 2000):
    case("OURS", f"malformed, but answered: {value[:30].decode('latin-1')}", types(value), status(200, 406))
case("OURS", "a suffix wins", types(b"application/json", target=b"/v1/events.csv"), *CSV, lacks("Vary", r"\bAccept(,|$)"))
case("OURS", "two lines are one list", get(LIST, b"Accept: image/png", b"Accept: text/csv"), *CSV)
case("OURS", "what has one form has it for all", types(b"image/png", target=FILE), status(200))
case("OURS", "operations have one form", types(b"image/png", target=PAGE), status(200))

rule("RFC 9110 §12.5.4")


def language(value, target=LIST + b"?limit=1"):
    return get(target, *([] if value is None else [b"Accept-Language: " + value]))


for tag, values in {
    "fr": (None, b"fr", b"FR", b"fr-CA", b"fr-FR, en;q=0.5", b"de", b"*", b"", b"en;q=0", b"en;q=0.1, fr", b"de, fr;q=0.1", b"*;q=0", b"en;q=0, ja;q=0", b"x", b"-", b"fr;q=1.000", b"en;q=0, *", b"fr_FR"),
    "en": (b"en", b"EN", b"en-US", b"en-GB, fr;q=0.5", b"en-US,en;q=0.9", b"de, en", b"fr;q=0.5, en", b"fr;q=0, en", b"en-Latn-GB-x-a", b"ja;q=0.8, en;q=0.9, fr;q=0.7", b"\ten", b"fr;q=0, ja;q=0, *"),
    "ja": (b"ja", b"ja-JP", b"ja, en;q=0.9", b"ja-Hira-JP", b"en;q=0.8, ja;q=0.9", b"zh, ko, ja;q=0.1"),
}.items():
    for value in values:
        case("OURS", f"{tag}: {value and value.decode()}", language(value), status(200), has("Content-Language", f"^{tag}$"), lists("Vary", "Accept-Language"))
for value in (b"en;q=2", b"en;q=x", b";q=1", b"en;;q=1", b"\xff", b"e n", b"en" + b"-a" * 3000, b"en," * 3000, b"12345678901", b"en-*", b"*-en"):
    case("OURS", f"malformed, but answered: {value[:30].decode('latin-1')}", language(value), status(200), has("Content-Language", "^(fr|en|ja)$"))
case("OURS", "lang wins", language(b"en", target=LIST + b"?lang=ja&limit=1"), has("Content-Language", "^ja$"), lacks("Vary", "Accept-Language"))
case("OURS", "two lines are one list", get(LIST + b"?limit=1", b"Accept-Language: de", b"Accept-Language: en"), has("Content-Language", "^en$"))
