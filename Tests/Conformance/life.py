"""Presses the server while it is stopped and while it changes its dataset; `script/life` builds it and runs this.

    python3 Tests/Conformance/life.py PROGRAM [--stops 10] [--reloads 100] [--clients 32] [--depth 16]

Stops: clients keep pipelines of requests full, and every other time go on so after the signal. Every request whose last byte was sent before SIGTERM was is owed an
answer; whatever is answered is answered whole; the last answer on each connection says Connection: close; the server ends
with 0.

Reloads: a link is swapped between two datasets that differ in their version and in every name, and SIGHUP follows, again
and again; every tenth time the link leads to one that is broken. No request fails. Each answer is of one dataset: the field
Dataset-Version, `meta.dataset`, the names, the checksum of the whole file and the tags agree.
"""

import argparse
import hashlib
import json
import os
import random
import re
import selectors
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import deque

from load import Client, Server, ask, request

TARGETS = ["/v1/events?limit=2", "/v1/dataset", "/healthz", "/v1/events", "/v1/actors/japan", "/v1/search?q=cyber", "/v1/events.csv",
           "/v1/nothing", "/v1/dataset.sqlite"]


class Pipeline:
    """A client that keeps so many requests under way."""

    def __init__(self, address, depth, targets, lines=lambda target: ()):
        self.client = Client(address)
        self.depth, self.targets, self.lines = depth, targets, lines
        self.under_way = deque()  # (target, fields, place of its last byte)
        self.queued = self.sent = 0
        self.answered = 0
        self.said_close = False
        self.is_done = False

    def fill(self):
        while len(self.under_way) < self.depth:
            # The whole database is a megabyte: asked for now and then.
            target = random.choice(self.targets) if random.random() < 0.2 else random.choice(self.targets[:-1])
            lines = self.lines(target)
            data = request(target, *lines)
            self.client.unsent += data
            self.queued += len(data)
            self.under_way.append((target, lines, self.queued))

    def send(self):
        self.sent += self.client.send()

    @property
    def whole(self):
        """Requests under way whose last byte was sent."""
        return sum(1 for _, _, end in self.under_way if end <= self.sent)


def pump(pipelines, selector, until, on_reply, keeps_filling=lambda: True):
    """Moves bytes until `until()`, or until nobody has anything to wait for."""
    while not until():
        open_ones = [one for one in pipelines if not one.is_done]
        if not open_ones:
            return
        for one in open_ones:
            if keeps_filling() and not one.said_close:
                one.fill()
            one.send()
        for key, _ in selector.select(0.01):
            one = key.data
            for reply in one.client.receive():
                if not one.under_way:
                    one.client.fault = "an answer to nothing"
                    break
                target, lines, _ = one.under_way.popleft()
                one.answered += 1
                one.said_close = reply.fields.get("connection") == "close"
                on_reply(one, target, lines, reply)
            if one.client.ended:
                one.is_done = True
                selector.unregister(one.client)


def stop_under_load(program, number, clients, depth):
    """One stop; returns what was found, as a dictionary of counts."""
    goes_on = number % 2 == 0
    found = dict(answered=0, owed=0, lost=0, wrong=0, without_close=0, broken=0)

    def on_reply(_, target, __, reply):
        found["answered"] += 1
        expected = 404 if target == "/v1/nothing" else 200
        found["wrong"] += reply.status != expected or not reply.body

    with Server(program) as server:
        pipelines = [Pipeline(server.address, depth, TARGETS) for _ in range(clients)]
        with selectors.DefaultSelector() as selector:
            for one in pipelines:
                selector.register(one.client, selectors.EVENT_READ, one)
            end = time.monotonic() + 0.5 + 0.13 * (number % 5)
            pump(pipelines, selector, lambda: time.monotonic() > end, on_reply)
            for one in pipelines:
                one.send()
            owed = {id(one): one.answered + one.whole for one in pipelines}
            found["owed"] = sum(one.whole for one in pipelines)
            server.signal(signal.SIGTERM)
            end = time.monotonic() + 15
            pump(pipelines, selector, lambda: time.monotonic() > end, on_reply, keeps_filling=lambda: goes_on)
        code = server.process.wait(20)
        for one in pipelines:
            found["lost"] += max(0, owed[id(one)] - one.answered)
            # A reset after the last answer takes nothing from anybody.
            found["broken"] += bool(one.client.input)
            # Who asked nothing more may have had its last answer before the signal was noticed.
            found["without_close"] += goes_on and not one.said_close
            one.client.close()
    found["code"] = code
    return found


def stops(program, count, clients, depth):
    total = {}
    for number in range(count):
        for key, value in stop_under_load(program, number, clients, depth).items():
            total[key] = total.get(key, 0) + value
    print(f"{count} stops under load, {clients} clients with {depth} requests under way each: {total['answered']:,} answered, "
          f"{total['owed']:,} of them owed when SIGTERM came")
    print(f"  lost {total['lost']}, wrong {total['wrong']}, broken off {total['broken']}, connections without a last "
          f"Connection: close {total['without_close']}, exit codes that are not 0: {total['code']}")
    return total["lost"] + total["wrong"] + total["broken"] + total["without_close"] + total["code"]


def second_dataset(folder):
    """A copy of the fixtures of another version, every English name of an event marked."""
    shutil.copytree("Fixtures", folder)
    path = os.path.join(folder, "dataset.json")
    text = open(path, encoding="utf-8").read()
    text, count = re.subn(r'"version": "[^"]+"', '"version": "2099.1.1"', text)
    assert count == 1
    open(path, "w", encoding="utf-8").write(text)
    path = os.path.join(folder, "events.json")
    events = json.load(open(path, encoding="utf-8"))
    for event in events:
        event["name"]["en"] += " (2099)"
    json.dump(events, open(path, "w", encoding="utf-8"), ensure_ascii=False, indent=2)


class Judge:
    """Holds each answer to one dataset."""

    def __init__(self, first):
        self.versions = {first: 0, "2099.1.1": 0}
        self.tags = {}  # tag → version
        self.failed = self.mixed = self.kept = 0
        self.examples = []

    def complain(self, what, target, reply):
        self.mixed += 1
        if len(self.examples) < 5:
            self.examples.append(f"{what}: {target} {reply.status} {reply.fields.get('dataset-version')}")

    def look(self, one, target, lines, reply):
        version = reply.fields.get("dataset-version")
        if version not in self.versions or reply.status not in (200, 304, 404):
            self.failed += 1
            return
        self.versions[version] += 1
        tag = reply.fields.get("etag")
        if tag and self.tags.setdefault((target, tag), version) != version:
            self.complain("one tag for two datasets", target, reply)
        if reply.status == 304:
            self.kept += 1
            asked = next(line for line in lines if line.startswith("If-None-Match")).split(": ", 1)[1]
            if self.tags.get((target, asked)) != version:
                self.complain("a 304 for a tag of the other dataset", target, reply)
            return
        if tag:
            one.known[target] = tag
        if target.startswith("/v1/events"):
            body = json.loads(reply.body)
            if body["meta"]["dataset"] != version:
                self.complain("meta.dataset", target, reply)
            if any(item["name"].endswith(" (2099)") != (version == "2099.1.1") for item in body["data"]):
                self.complain("names of the other dataset", target, reply)
        elif target.startswith("/v1/dataset.sqlite"):
            with sqlite3.connect(":memory:") as database:
                database.deserialize(reply.body)
                names = [row[0] for row in database.execute("SELECT version FROM dataset")]
            if names != [version]:
                self.complain("the file", target, reply)
        elif target.startswith("/v1/dataset.ndjson"):
            if f'"version":"{version}"'.encode() not in reply.body.split(b"\n", 1)[0]:
                self.complain("the file", target, reply)
        elif target.startswith("/v1/dataset"):
            body = json.loads(reply.body)
            if body["meta"]["dataset"] != version or body["data"]["version"] != version:
                self.complain("meta.dataset", target, reply)
        elif reply.status == 404:
            json.loads(reply.body)


RELOAD_TARGETS = ["/v1/events?lang=en&limit=2", "/v1/events?lang=en&limit=0", "/v1/events?lang=en&offset=7&limit=3", "/v1/dataset", "/v1/nothing",
                  "/v1/dataset.ndjson", "/v1/dataset.sqlite"]


def reloads(program, count, clients, depth):
    with tempfile.TemporaryDirectory() as folder:
        one, other, broken = (os.path.join(folder, name) for name in ("one", "other", "broken"))
        shutil.copytree("Fixtures", one)
        second_dataset(other)
        shutil.copytree("Fixtures", broken)
        with open(os.path.join(broken, "claims.json"), "w", encoding="utf-8") as file:
            file.write("[")
        link = os.path.join(folder, "current")

        def lead(target):
            os.symlink(target, link + ".new")
            os.replace(link + ".new", link)

        lead(one)
        with Server(program, source=("--fixtures", link)) as server:
            first = ask(server.address, "/v1/dataset").fields["dataset-version"]
            judge = Judge(first)

            def lines(pipeline):
                def choose(target):
                    tag = pipeline.known.get(target)
                    return (f"If-None-Match: {tag}",) if tag and random.random() < 0.3 else ()
                return choose

            pipelines = []
            for _ in range(clients):
                pipeline = Pipeline(server.address, depth, RELOAD_TARGETS)
                pipeline.known, pipeline.lines = {}, lines(pipeline)
                pipelines.append(pipeline)
            refused = swapped = 0
            current = one
            started = time.monotonic()
            with selectors.DefaultSelector() as selector:
                for pipeline in pipelines:
                    selector.register(pipeline.client, selectors.EVENT_READ, pipeline)
                for number in range(count):
                    is_broken = number % 10 == 9
                    if not is_broken:
                        current = other if current == one else one
                    lead(broken if is_broken else current)
                    before = len(server.log)
                    server.signal(signal.SIGHUP)
                    deadline = time.monotonic() + 30
                    pump(pipelines, selector, lambda: len(server.log) > before or time.monotonic() > deadline, judge.look)
                    line = server.wait_for("reloaded", 10, since=before)
                    refused += "not reloaded" in line
                    swapped += "not reloaded" not in line
                # What is under way is answered, and no more is asked.
                end = time.monotonic() + 15
                pump(pipelines, selector, lambda: time.monotonic() > end or not any(one.under_way for one in pipelines), judge.look,
                     keeps_filling=lambda: False)
            seconds = time.monotonic() - started
            unanswered = sum(len(one.under_way) for one in pipelines)
            broken_off = sum(bool(one.client.fault or one.client.ended) for one in pipelines)
            for pipeline in pipelines:
                pipeline.client.close()
            code = server.stop()
    failed = judge.failed + unanswered + broken_off
    print(f"{count} × SIGHUP under load in {seconds:.0f} s: {swapped} swapped, {refused} refused as they should be; answers by dataset: "
          + ", ".join(f"{version} {number:,}" for version, number in judge.versions.items()) + f"; {judge.kept:,} were 304")
    print(f"  failed {failed}, mixed {judge.mixed}, exit code {code}")
    for example in judge.examples:
        print(f"  {example}")
    expected = count // 10
    return failed + judge.mixed + code + abs(refused - expected) + (0 if all(judge.versions.values()) else 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--stops", type=int, default=10)
    parser.add_argument("--reloads", type=int, default=100)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--depth", type=int, default=16)
    options = parser.parse_args()
    faults = 0
    if options.stops:
        faults += stops(options.program, options.stops, options.clients, options.depth)
    if options.reloads:
        faults += reloads(options.program, options.reloads, options.clients, options.depth)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
