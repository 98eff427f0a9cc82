"""Runs the cases against a server and prints what does not hold.

    python3 Tests/Conformance/run.py --port 8080 [--host 127.0.0.1] [--any] [--split] [--filter WORD] [--list] [--verbose]

--any     leaves out what only Passerelle promises (level OURS), for a look at other servers
--split   sends each case byte by byte as well
--filter  only cases whose rule or label contains the word

Ends with 0 if everything holds, with 1 if not. `script/conformance` builds and starts the server for it.
"""

import argparse
import concurrent.futures
import json
import re
import sys
import time

import wire
from case import CASES, FILE, LIST, PAGE, get
import conditions, connections, content, fields, framing, methods, ranges, request_line, targets  # noqa: F401, E401

PROBE = get(PAGE, b"X-Request-Id: conformance-probe", b"Connection: close")
LEVELS = ("MUST", "SHOULD", "OURS")


class Facts:
    """What the server says of its own resources, for cases that depend on it."""

    def __init__(self, address):
        self.values = {}
        for prefix, target, fields in (
                ("", LIST, []), ("gzip-", LIST, [b"Accept-Encoding: gzip"]), ("file-", FILE, [])):
            with wire.Exchange(address) as exchange:
                exchange.send(get(target, *fields, b"Connection: close"))
                exchange.read_to_end()
                answer = next((answer for answer in exchange.answers() if answer.is_final), None)
            if answer is None:
                sys.exit(f"no answer to GET {target.decode()}")
            self.values[prefix + "etag"] = answer.get("ETag") or '"none"'
            self.values[prefix + "date"] = answer.get("Last-Modified") or "Thu, 01 Jan 1970 00:00:00 GMT"
            self.values[prefix + "length"] = str(len(answer.body))
            self.values[prefix + "body"] = answer.body

    def fill(self, data):
        def value(match):
            name = match[1].decode()
            if name.startswith(("before ", "after ")):
                word, name = name.split(" ", 1)
                return shifted(self.values[name], -3600 if word == "before" else 3600).encode()
            return self.values[name].encode("latin-1")
        return re.sub(rb"<<([a-z -]+)>>", value, data)


def shifted(date, seconds):
    stamp = time.strptime(date, "%a, %d %b %Y %H:%M:%S GMT")
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(calendar_seconds(stamp) + seconds))


def calendar_seconds(stamp):
    import calendar
    return calendar.timegm(stamp)


class Outcome:
    """All that came back on the connection of one case."""

    def __init__(self, exchange, count, facts, counts_probe):
        everything = exchange.answers()
        finals = [answer for answer in everything if answer.is_final]
        self.facts = facts
        self.informational = [answer for answer in everything if not answer.is_final]
        probed = [answer.get("X-Request-Id") == "conformance-probe" for answer in finals]
        if any(probed):
            self.persisted = True
            self.finals = finals[:probed.index(True)]
        else:
            # Where the id is not echoed, the probe's answer is told by the number.
            self.persisted = counts_probe and len(finals) > count
            self.finals = finals[:-1] if self.persisted else finals
        self.was_reset, self.timed_out = exchange.was_reset, exchange.timed_out
        self.malformed = exchange.malformed


def converse(case, address, facts, size, is_ours):
    with wire.Exchange(address, heads=case.heads) as exchange:
        half_closed = False
        for step in case.steps:
            if isinstance(step, bytes):
                exchange.send(facts.fill(step), size)
            elif isinstance(step, wire.HalfClose):
                half_closed = True
                exchange.finish()
            elif isinstance(step, wire.Await):
                exchange.wait(lambda found, count=step.count: len(found) >= count)
            elif isinstance(step, wire.Pause):
                time.sleep(step.seconds)
        exchange.wait(lambda found: sum(answer.is_final for answer in found) >= case.count and case.count > 0)
        probes = not half_closed and not exchange.ended and not exchange.timed_out
        if probes:
            exchange.send(PROBE)
        if not exchange.timed_out:
            exchange.read_to_end()
        return Outcome(exchange, case.count, facts, counts_probe=probes and not is_ours)


def judge(case, outcome, is_ours):
    """All complaints about one outcome, as (level, sentence)."""
    complaints = []
    if outcome.malformed:
        complaints.append(("MUST", outcome.malformed))
    if outcome.timed_out:
        complaints.append((case.level, "no end of the answers came"))
    if len(outcome.finals) != case.count and not outcome.timed_out:
        complaints.append((case.level, f"{len(outcome.finals)} answers, expected {case.count}"))
    for answer in outcome.finals:
        complaints += answer.faults
        complaints += form(answer, is_ours)
    if outcome.finals and not outcome.persisted and not outcome.timed_out and not outcome.finals[-1].is_last:
        if not outcome.finals[-1].ends_with_connection and not half_closed(case):
            complaints.append(("SHOULD", "the connection was closed after an answer without Connection: close"))
    if outcome.persisted and outcome.finals and outcome.finals[-1].is_last:
        complaints.append(("MUST", "the connection went on after Connection: close"))
    for check in case.expectations:
        complaint = check(outcome)
        if complaint:
            complaints.append((case.level, complaint))
    return complaints


def half_closed(case):
    return any(isinstance(step, wire.HalfClose) for step in case.steps)


def form(answer, is_ours):
    """What holds of every final answer."""
    date = answer.all("Date")
    if len(date) != 1 or not wire.FIXDATE.match(date[0]):
        yield "MUST", f"{answer.status}: Date is {date}"
    if re.search("[0-9]", answer.get("Server") or ""):
        yield "SHOULD", f"{answer.status}: Server tells a version"
    for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Content-Range", "Location"):
        if len(answer.all(name)) > 1:
            yield "MUST", f"{answer.status}: more than one {name}"
    if answer.status == 405 and answer.get("Allow") is None:
        yield "MUST", "405 without Allow"
    if answer.status == 416 and not re.match(r"bytes \*/[0-9]+\Z", answer.get("Content-Range") or ""):
        yield "SHOULD", "416 without Content-Range"
    if answer.body and not answer.get("Content-Type"):
        yield "SHOULD", f"{answer.status}: content without Content-Type"
    if answer.status == 304:
        # RFC 9110 §15.4.5: nothing about the representation but what tells a cache which one is meant.
        for name in ("Content-Type", "Content-Encoding", "Content-Language", "Last-Modified"):
            if answer.get(name) and not (name == "Last-Modified" and not answer.get("ETag")):
                yield "SHOULD", f"304 with {name}"
    if is_ours:
        yield from contract(answer)


def contract(answer):
    """What Passerelle promises of each of its answers."""
    for name in ("X-Request-Id", "Server-Timing", "Dataset-Version", "Vary"):
        if answer.get(name) is None:
            yield "OURS", f"{answer.status}: {name} is missing"
    if answer.get("Access-Control-Allow-Origin") != "*":
        yield "OURS", f"{answer.status}: Access-Control-Allow-Origin is missing"
    if answer.get("X-Content-Type-Options") != "nosniff":
        yield "OURS", f"{answer.status}: nosniff is missing"
    if answer.status >= 500 and answer.status not in (501, 503, 505):
        yield "OURS", f"{answer.status}"
    if answer.status >= 400:
        if answer.get("Content-Type") != "application/problem+json":
            yield "OURS", f"{answer.status}: not a problem document"
        if not answer.to_head:
            try:
                problem = json.loads(answer.body)
                if problem["status"] != answer.status or problem["instance"] != answer.get("X-Request-Id"):
                    yield "OURS", f"{answer.status}: the problem's status or instance is another's"
                if not problem["type"].startswith("/problems/") or not problem["title"]:
                    yield "OURS", f"{answer.status}: the problem lacks its type or title"
            except (ValueError, KeyError) as error:
                yield "OURS", f"{answer.status}: {error!r} in the problem"


def main():
    parser = argparse.ArgumentParser(add_help=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--any", action="store_true")
    parser.add_argument("--split", action="store_true")
    parser.add_argument("--filter", default="")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    cases = [case for case in CASES if options.filter.lower() in f"{case.rule} {case.label}".lower()]
    if options.any:
        cases = [case for case in cases if case.level != "OURS"]
    if options.list:
        for case in cases:
            print(f"{case.level:6} {case.rule:24} {case.label}")
        print(f"{len(cases)} cases")
        return 0
    address = (options.host, options.port)
    facts = Facts(address)
    runs = [(case, None) for case in cases]
    if options.split:
        runs += [(case, 1) for case in cases if case.split]
    started = time.monotonic()

    def run(job):
        case, size = job
        try:
            outcome = converse(case, address, facts, size, not options.any)
            return case, size, judge(case, outcome, not options.any), outcome
        except OSError as error:
            return case, size, [("MUST", f"no conversation: {error}")], None

    failed = {level: set() for level in LEVELS}
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        for case, size, complaints, outcome in pool.map(run, runs):
            way = " (byte by byte)" if size else ""
            if options.verbose and outcome:
                found = [answer.status for answer in outcome.finals]
                print(f"       {case.rule}: {case.label}{way}: {found} {'open' if outcome.persisted else 'closed'}")
            for level, complaint in dict.fromkeys(complaints):
                failed[level].add(id(case))
                print(f"{level:6} {case.rule}: {case.label}{way}: {complaint}")
    total = len(set().union(*failed.values()))
    print(f"{len(cases)} cases, {len(runs)} runs in {time.monotonic() - started:.1f} s; fail: "
          + ", ".join(f"{level} {len(failed[level])}" for level in LEVELS))
    return 1 if total else 0


sys.exit(main())
