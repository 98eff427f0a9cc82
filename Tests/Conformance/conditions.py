"""Conditional requests: RFC 9110 §13."""

from case import *

TAG, DATE = b"<<etag>>", b"<<date>>"


def ask(*lines, target=LIST, method=b"GET"):
    return get(target, *lines, method=method)


NOT_MODIFIED = (status(304), has("ETag"), has("Vary"), has("Cache-Control"), has("Date"), bodyless(), persists)

rule("RFC 9110 §13.1.2")
for label, lines in {
    "the tag": (b"If-None-Match: " + TAG,), "the tag, weak": (b"If-None-Match: W/" + TAG,), "a star": (b"If-None-Match: *",), "a star among blanks": (b"If-None-Match:\t * ",),
    "the last of a list": (b'If-None-Match: "a", "b", ' + TAG,), "the first of a list": (b"If-None-Match: " + TAG + b', "a"',),
    "a list without spaces": (b'If-None-Match: "a",' + TAG + b',"b"',), "a list with empty members": (b"If-None-Match: , ," + TAG + b", ,",),
    "a list with tabs": (b'If-None-Match: "a"\t,\t' + TAG,), "tags with commas before it": (b'If-None-Match: "a,b", ",", ' + TAG,),
    "tags with odd characters before it": (b'If-None-Match: "!#\xe9\\", ' + TAG,), "an empty tag before it": (b'If-None-Match: "", ' + TAG,),
    "weak ones before it": (b'If-None-Match: W/"a", W/' + TAG,), "in the second line": (b'If-None-Match: "a"', b"If-None-Match: " + TAG),
    "in the first of two lines": (b"If-None-Match: " + TAG, b'If-None-Match: "a"'),
    "with a date that says otherwise": (b"If-None-Match: " + TAG, b"If-Modified-Since: <<before date>>"), "with a date that is none": (b"If-None-Match: " + TAG, b"If-Modified-Since: x"),
}.items():
    case("MUST", f"304: {label}", ask(*lines), *NOT_MODIFIED)
    case("MUST", f"304: {label}: HEAD", ask(*lines, method=b"HEAD"), *NOT_MODIFIED)
for label, lines in {
    "another tag": (b'If-None-Match: "a"',), "others": (b'If-None-Match: "a", W/"b"',), "with a date that would do": (b'If-None-Match: "a"', b"If-Modified-Since: " + DATE),
    "with a later date": (b'If-None-Match: "a"', b"If-Modified-Since: <<after date>>"),
}.items():
    case("MUST", f"200: {label}", ask(*lines), status(200))
    case("MUST", f"200: {label}: HEAD", ask(*lines, method=b"HEAD"), status(200))
for label, value in {
    "without quotes": b"abc", "with an open quote": b'"abc', "with a small w": b'w/"abc"', "empty": b"", "a star in quotes": b'"*"', "two stars": b"**",
    "a star among others": b'"a", *', "a tag in a tag": b'""abc""', "a space after W/": b'W/ "abc"', "single quotes": b"'abc'", "10,000 commas": b"," * 10_000,
    "300 tags": b", ".join(b'"%d"' % number for number in range(300)),
}.items():
    case("OURS", f"a malformed list matches nothing: {label}", ask(b"If-None-Match: " + value), status(200))
case("OURS", "the tag of another coding", ask(b"If-None-Match: <<gzip-etag>>"), status(200))
case("MUST", "the tag of the coding asked for", ask(b"If-None-Match: <<gzip-etag>>", b"Accept-Encoding: gzip"), status(304), has("ETag", "gzip"),
     lists("Vary", "Accept-Encoding"), lacks("Content-Encoding"))
case("MUST", "the plain tag, where the compressed is asked for", ask(b"If-None-Match: " + TAG, b"Accept-Encoding: gzip"), status(200, 304))
case("OURS", "of another language", ask(b"If-None-Match: " + TAG, b"Accept-Language: en"), status(200))
case("OURS", "of another type", ask(b"If-None-Match: " + TAG, b"Accept: text/csv"), status(200))
case("OURS", "a 304 says what a 200 would", ask(b"If-None-Match: " + TAG), has("Dataset-Version"), lists("Vary", "Accept-Encoding", "Accept", "Accept-Language"),
     has("Cache-Control", "max-age"), has("ETag", '^"'))
case("MUST", "what follows a 304 is answered", ask(b"If-None-Match: *") + get(), answers(2), status(304), status(200, nth=2))
case("MUST", "what follows a 304 is answered: HEAD", ask(b"If-None-Match: *", method=b"HEAD") + get(), answers(2), status(304), status(200, nth=2), heads={0})

rule("RFC 9110 §13.1.3")
for label, value in {"that very date": DATE, "later": b"<<after date>>"}.items():
    case("SHOULD", f"304: {label}", ask(b"If-Modified-Since: " + value), *NOT_MODIFIED)
    case("SHOULD", f"304: {label}: HEAD", ask(b"If-Modified-Since: " + value, method=b"HEAD"), *NOT_MODIFIED)
case("MUST", "200: earlier", ask(b"If-Modified-Since: <<before date>>"), status(200))
case("MUST", "200: RFC 850, long ago", ask(b"If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT"), status(200))
case("MUST", "200: asctime, long ago", ask(b"If-Modified-Since: Sun Nov  6 08:49:37 1994"), status(200))
case("MUST", "304: RFC 850", ask(b"If-Modified-Since: Friday, 01-Jan-60 00:00:00 GMT"), status(304))
case("MUST", "304: asctime", ask(b"If-Modified-Since: Fri Jan  1 00:00:00 2060"), status(304))
case("OURS", "304: the year 9999", ask(b"If-Modified-Since: Fri, 31 Dec 9999 23:59:59 GMT"), status(304))
for value in (b"yesterday", b"", b"0", b"1792800000", b"2060-01-01", b"2060-01-01T00:00:00Z", b"Thu, 01 Jan 2060", b"Thu, 01 Jan 2060 00:00:00", b"Thu, 01 Jan 2060 00:00:00 UTC",
              b"Thu, 01 Jan 2060 00:00:00 +0000", b"Thu, 01 Jan 2060 25:00:00 GMT", b"Thu, 01 Jan 2060 00:60:00 GMT", b"Thu, 32 Jan 2060 00:00:00 GMT",
              b"Sat, 30 Feb 2060 00:00:00 GMT", b"Thu, 00 Jan 2060 00:00:00 GMT", b"Thu, 01 Foo 2060 00:00:00 GMT", b"Thu, 1 Jan 2060 00:00:00 GMT", b"Thu 01 Jan 2060 00:00:00 GMT",
              b"01 Jan 2060 00:00:00 GMT", b"Thu, 01 Jan 60 00:00:00 GMT", b"Thu, 01 Jan 02060 00:00:00 GMT", b"Thu, 01 Jan 2060 0:0:0 GMT", b'"Thu, 01 Jan 2060 00:00:00 GMT"',
              b"Thu, 01 Jan 2060 00:00:00 GMT, x", b"Thu, 01-Jan-2060 00:00:00 GMT", b"Thu, 01 Jan 2060 00:00:00 GMT GMT", b"Thu, -1 Jan 2060 00:00:00 GMT", b"Xxx, 01 Jan 2060 00:00:00 GMT",
              b"Thu, 01 jan 2060 00:00:00 GMT", b"thu, 01 Jan 2060 00:00:00 gmt", b"Thu,  01 Jan 2060 00:00:00 GMT", b"Thu, 01 Jan 2060  00:00:00 GMT", b"Thu, 01\tJan 2060 00:00:00 GMT",
              b"Thursday, 01 Jan 2060 00:00:00 GMT", b"Fri Jan 1 00:00:00 2060", b"Fri Jan 01 00:00:00 2060 GMT", b"<<after date>>, <<after date>>"):
    case("MUST", f"no date is ignored: {value.decode()}", ask(b"If-Modified-Since: " + value), status(200))
case("MUST", "two dates are ignored", ask(b"If-Modified-Since: <<after date>>", b"If-Modified-Since: <<after date>>"), status(200))
case("MUST", "a date is ignored by methods other than GET and HEAD", ask(b"If-Modified-Since: <<after date>>", method=b"OPTIONS"), status(200, 204))

rule("RFC 9110 §13.1.1")
for label, lines in {
    "the tag": (b"If-Match: " + TAG,), "a star": (b"If-Match: *",), "a list": (b'If-Match: "a", ' + TAG,), "two lines": (b'If-Match: "a"', b"If-Match: " + TAG),
    "with a date that says otherwise": (b"If-Match: " + TAG, b"If-Unmodified-Since: <<before date>>"),
}.items():
    case("MUST", f"200: {label}", ask(*lines), status(200))
    case("MUST", f"200: {label}: HEAD", ask(*lines, method=b"HEAD"), status(200))
for label, lines in {
    "another tag": (b'If-Match: "a"',), "others": (b'If-Match: "a", "b"',), "the tag, weak": (b"If-Match: W/" + TAG,), "with a date that would do": (b'If-Match: "a"', b"If-Unmodified-Since: <<after date>>"),
    "another, though unmodified": (b'If-Match: "a"', b"If-None-Match: " + TAG),
}.items():
    case("MUST", f"412: {label}", ask(*lines), status(412), persists)
    case("MUST", f"412: {label}: HEAD", ask(*lines, method=b"HEAD"), status(412), persists)
case("OURS", "412: no tag", ask(b"If-Match: abc"), status(412, 400))
case("OURS", "412: empty", ask(b"If-Match:"), status(412, 400, 200))
case("MUST", "304 after a match", ask(b"If-Match: " + TAG, b"If-None-Match: " + TAG), status(304))
case("MUST", "304 after a star", ask(b"If-Match: *", b"If-None-Match: *"), status(304))
case("MUST", "what follows a 412 is answered", ask(b'If-Match: "a"') + get(), answers(2), status(412), status(200, nth=2))

rule("RFC 9110 §13.1.4")
case("MUST", "412: earlier", ask(b"If-Unmodified-Since: <<before date>>"), status(412))
case("MUST", "412: RFC 850", ask(b"If-Unmodified-Since: Sunday, 06-Nov-94 08:49:37 GMT"), status(412))
case("MUST", "412: asctime", ask(b"If-Unmodified-Since: Sun Nov  6 08:49:37 1994"), status(412))
case("MUST", "412 before 304", ask(b"If-Unmodified-Since: <<before date>>", b"If-None-Match: " + TAG), status(412))
for value in (DATE, b"<<after date>>", b"yesterday", b"", b"1994-11-06", b"Sun, 06 Nov 1994 08:49:37 UTC", b"Sun, 06 Nov 1994 08:49:37 GMT, x"):
    case("MUST", f"200: {value.decode()}", ask(b"If-Unmodified-Since: " + value), status(200))
case("MUST", "two dates are ignored", ask(b"If-Unmodified-Since: <<before date>>", b"If-Unmodified-Since: <<before date>>"), status(200))
case("MUST", "304 after it", ask(b"If-Unmodified-Since: " + DATE, b"If-Modified-Since: " + DATE), status(304))

rule("RFC 9110 §8.8.3")
case("SHOULD", "a validated answer has both validators", ask(), has("ETag", r'^(W/)?"[!#-~]*"$'), has("Last-Modified"))
case("MUST", "codings have tags of their own", ask() + ask(b"Accept-Encoding: gzip"), answers(2),
     lambda outcome: "the tags of plain and compressed are the same" if len(outcome.finals) > 1 and outcome.finals[1].get("Content-Encoding")
     and outcome.finals[0].get("ETag") == outcome.finals[1].get("ETag") and not outcome.finals[0].get("ETag").startswith("W/") else None)
case("OURS", "languages, types and questions have tags of their own",
     b"".join((ask(), ask(b"Accept-Language: en"), ask(b"Accept: text/csv"), ask(target=LIST + b"?limit=1"), ask(target=LIST + b"?pretty"))), answers(5),
     lambda outcome: None if len({answer.get("ETag") for answer in outcome.finals}) == 5 else "some tags are the same")
case("OURS", "the same question has the same tag", ask() * 2, answers(2),
     lambda outcome: None if len({answer.get("ETag") for answer in outcome.finals}) == 1 else "the tags differ")
