"""Ranges of the database file: RFC 9110 §14 and §13.1.5."""

import re

from case import *


def ask(value, *lines, method=b"GET", version=b"HTTP/1.1"):
    return get(FILE, *([b"Range: " + value] if value is not None else []), *lines, method=method, version=version)


def part(start, stop):
    """One range: `stop` is past the last byte, both may count from the end."""
    def check(outcome):
        if not outcome.finals or outcome.finals[0].status != 206:
            return None
        whole = outcome.facts.values["file-body"]
        first, last = (place + len(whole) if place < 0 else place for place in (start, stop or len(whole)))
        expected = f"bytes {first}-{last - 1}/{len(whole)}"
        answer = outcome.finals[0]
        if answer.get("Content-Range") != expected:
            return f"Content-Range is {answer.get('Content-Range')}, expected {expected}"
        return None if answer.body == whole[first:last] else "the bytes are others"
    return check


def parts(*ranges):
    """Several ranges as multipart/byteranges, in their order."""
    def check(outcome):
        if not outcome.finals or outcome.finals[0].status != 206:
            return None
        answer, whole = outcome.finals[0], outcome.facts.values["file-body"]
        match = re.match(r'multipart/byteranges; boundary="?([^"]+)"?$', answer.get("Content-Type") or "")
        if not match:
            return f"Content-Type is {answer.get('Content-Type')}"
        if answer.get("Content-Range"):
            return "Content-Range beside parts"
        pieces = answer.body.split(b"--" + match[1].encode())
        if pieces[0].strip() or pieces[-1].strip() != b"--":
            return "the boundaries are not where they belong"
        found = []
        for piece in pieces[1:-1]:
            head, _, content = piece.partition(b"\r\n\r\n")
            named = re.search(rb"(?im)^content-range: bytes ([0-9]+)-([0-9]+)/([0-9]+)\r?$", head)
            if not named or not re.search(rb"(?im)^content-type: ", head):
                return "a part lacks Content-Range or Content-Type"
            first, last = int(named[1]), int(named[2])
            if content != whole[first:last + 1] + b"\r\n" or int(named[3]) != len(whole):
                return f"part {first}-{last} has other bytes"
            found.append((first, last + 1))
        expected = [tuple(place + len(whole) if place < 0 else place for place in (start, stop or len(whole))) for start, stop in ranges]
        return None if found == expected else f"parts {found}, expected {expected}"
    return check


WHOLE = (status(200), body(lambda content: len(content) > 4096, "whole"), lacks("Content-Range"))
PARTIAL = (status(206), has("ETag"), has("Date"), has("Cache-Control"), has("Vary"), persists)

rule("RFC 9110 §14.2")
case("SHOULD", "ranges are announced", ask(None), status(200), has("Accept-Ranges", "^bytes$"))
for label, value, start, stop in (
    ("the first byte", b"bytes=0-0", 0, 1), ("the first bytes", b"bytes=0-99", 0, 100), ("in the middle", b"bytes=1000-1999", 1000, 2000),
    ("from the middle on", b"bytes=4000-", 4000, None), ("from the start on", b"bytes=0-", 0, None), ("the last byte", b"bytes=-1", -1, None), ("the last bytes", b"bytes=-100", -100, None),
    ("more than all of the last", b"bytes=-99999999", 0, None), ("past the end", b"bytes=4000-99999999", 4000, None), ("far past the end", b"bytes=0-99999999999999999999999999", 0, None),
    ("leading zeros", b"bytes=0000-0009", 0, 10), ("the unit in capitals", b"BYTES=0-9", 0, 10), ("white space after the sign", b"bytes= 0-9", 0, 10),
    ("an empty member before", b"bytes=,0-9", 0, 10), ("an empty member after", b"bytes=0-9,", 0, 10), ("white space at the end", b"bytes=0-9 \t", 0, 10),
    ("one that can be had of two", b"bytes=0-9,99999999-", 0, 10), ("one that can be had of two, last", b"bytes=99999999-,5-5", 5, 6),
    ("a suffix without end", b"bytes=-99999999999999999999999999", 0, None),
):
    case("MUST", f"206 or the whole: {label}", ask(value), either((status(206),), WHOLE), part(start, stop))
    case("OURS", f"206: {label}", ask(value), *PARTIAL, part(start, stop))
for label, value, *expected in (
    ("two", b"bytes=0-9,20-29", (0, 10), (20, 30)), ("two backwards", b"bytes=20-29,0-9", (20, 30), (0, 10)), ("three with blanks", b"bytes=0-0, 2-2\t,\t4-4", (0, 1), (2, 3), (4, 5)),
    ("the ends", b"bytes=0-0,-1", (0, 1), (-1, None)), ("two that touch", b"bytes=0-9,10-19", (0, 10), (10, 20)), ("two that overlap", b"bytes=0-9,5-14", (0, 10), (5, 15)),
    ("one twice", b"bytes=0-9,0-9", (0, 10), (0, 10)),
):
    case("MUST", f"206 or the whole: {label}", ask(value), either((status(206),), WHOLE), lacks("Content-Range") if "overlap" not in label else status(200, 206))
    case("OURS", f"206 in parts: {label}", ask(value), status(206), parts(*expected), persists)
for label, value in {
    "another unit": b"lines=0-9", "no unit": b"0-9", "no ranges": b"bytes=", "no equals sign": b"bytes 0-9", "only a hyphen": b"bytes=-", "no numbers": b"bytes=a-b", "one number": b"bytes=5",
    "last before first": b"bytes=9-0", "one of them bad": b"bytes=0-9,x", "one of them backwards": b"bytes=0-9,9-0", "a sign": b"bytes=+1-2", "two hyphens": b"bytes=0--9", "two minus": b"bytes=--9",
    "hexadecimal": b"bytes=0x0-0x9", "a space inside": b"bytes=0 - 9", "a space before the sign": b"bytes =0-9", "a semicolon": b"bytes=0-9;10-19", "empty": b"", "a word": b"none",
    "1,000 of them": b"bytes=" + b",".join(b"%d-%d" % (2 * number, 2 * number) for number in range(1000)), "1,000 times the whole": b"bytes=" + b",".join([b"0-"] * 1000),
    "five times the whole": b"bytes=0-,0-,0-,0-,0-", "10,000 commas": b"bytes=" + b"," * 10_000, "digits beyond ASCII": b"bytes=\xd9\xa0-\xd9\xa9", "a point": b"bytes=0.0-9.0",
}.items():
    case("OURS", f"the whole: {label}", ask(value), *WHOLE)
case("OURS", "two lines", ask(b"bytes=0-9", b"Range: bytes=20-29"), status(200, 206))
for label, value in {
    "at the end": b"bytes=<<file-length>>-", "past the end": b"bytes=99999999-", "far past the end": b"bytes=99999999999999999999999999-", "no last bytes": b"bytes=-0", "two past the end":
    b"bytes=99999999-,88888888-", "past the end and nothing": b"bytes=99999999-,-0", "zeros": b"bytes=-000",
}.items():
    case("SHOULD", f"416 or the whole: {label}", ask(value), either((status(416),), WHOLE))
    case("OURS", f"416: {label}", ask(value), status(416), has("Content-Range", r"^bytes \*/[0-9]+$"), persists)
case("MUST", "HEAD knows no ranges", ask(b"bytes=0-9", method=b"HEAD"), status(200), lacks("Content-Range"))
case("MUST", "HEAD knows no ranges, past the end", ask(b"bytes=99999999-", method=b"HEAD"), status(200))
case("MUST", "POST knows no ranges", ask(b"bytes=0-9", method=b"POST"), status(405, 404, 501, 403))
case("OURS", "HTTP/1.0", ask(b"bytes=0-9", version=b"HTTP/1.0"), status(206, 200), part(0, 10))
for target in (LIST, PAGE, b"/v1/events.csv", b"/openapi.yaml"):
    case("OURS", f"{target.decode()} is not served in ranges", get(target, b"Range: bytes=0-9"), status(200), lacks("Content-Range"), lacks("Accept-Ranges", "bytes"))
case("OURS", "a range of the plain bytes, though gzip is liked", ask(b"bytes=0-9", b"Accept-Encoding: gzip"), status(206), part(0, 10), lacks("Content-Encoding"))
case("MUST", "two partial answers in a row", ask(b"bytes=0-9") + ask(b"bytes=10-19"), answers(2), status(206, 200), status(206, 200, nth=2))

rule("RFC 9110 §13.1.5")
TAG, DATE, RANGE = b"<<file-etag>>", b"<<file-date>>", b"bytes=0-9"
case("MUST", "206: the tag", ask(RANGE, b"If-Range: " + TAG), either((status(206),), WHOLE), part(0, 10))
case("OURS", "206: the tag, surely", ask(RANGE, b"If-Range: " + TAG), status(206), part(0, 10))
case("OURS", "206: the date", ask(RANGE, b"If-Range: " + DATE), status(206), part(0, 10))
for label, value in {
    "another tag": b'"a"', "the tag, weak": b"W/" + TAG, "a later date": b"<<after file-date>>", "an earlier date": b"<<before file-date>>", "no tag and no date": b"a", "empty": b"",
    "a star": b"*", "a list": TAG + b", " + TAG, "an open quote": b'"a', "the tag of another resource": b"<<etag>>", "the tag of another coding": b'"a-gzip"',
}.items():
    case("MUST", f"the whole: {label}", ask(RANGE, b"If-Range: " + value), *WHOLE)
    case("MUST", f"the whole, though past the end: {label}", ask(b"bytes=99999999-", b"If-Range: " + value), *WHOLE)
case("OURS", "two lines match nothing", ask(RANGE, b"If-Range: " + TAG, b"If-Range: " + TAG), *WHOLE)
case("MUST", "without Range it means nothing", ask(None, b'If-Range: "a"'), *WHOLE)
case("MUST", "a HEAD ignores it", ask(RANGE, b"If-Range: " + TAG, method=b"HEAD"), status(200))

rule("RFC 9110 §13.2.2")
case("MUST", "304 before a range", ask(RANGE, b"If-None-Match: " + TAG), status(304))
case("MUST", "304 before 416", ask(b"bytes=99999999-", b"If-None-Match: " + TAG), status(304))
case("MUST", "412 before a range", ask(RANGE, b'If-Match: "a"'), status(412))
case("MUST", "412 before 416", ask(b"bytes=99999999-", b'If-Match: "a"'), status(412))
case("OURS", "a range after a match", ask(RANGE, b"If-Match: " + TAG), status(206), part(0, 10))
case("OURS", "a range after no match", ask(RANGE, b'If-None-Match: "a"'), status(206), part(0, 10))
case("OURS", "a range of what was modified", ask(RANGE, b"If-Modified-Since: <<before file-date>>"), status(206), part(0, 10))
case("SHOULD", "304 by date before a range", ask(RANGE, b"If-Modified-Since: " + DATE), status(304))
