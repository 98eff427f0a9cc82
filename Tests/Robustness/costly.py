"""Looks for the single requests that cost a server most.

usage: costly.py PROGRAM DATABASE… [--questions 2000] [--seed 1] [--tries 3] [--top 40] [--bound MILLISECONDS]
                 [--cold-bound MILLISECONDS] [--leave FAMILY,…]     # plain, "one parameter", limits, heads, q, mixed, wrong

Serves each database, asks it thousands of generated questions one after the other (see questions.py), and reads in
`Server-Timing` what each answer took: `app` in the application, `total` with the reading of the request and the coding of
the answer. The fastest of several tries counts, each asked in a way that is new, so that it is not a kept answer; and of
the costliest the first time after a start and after a reload, again the fastest of some. A body that is made in pieces
counts with what was made before its head was sent, an answer that is made in turns with the sum of them.

Then, as processor time of the server a request, what the heads cost that are hardest to read, against a plain GET of an
answer that is kept. Of a second and further databases, which are larger: what grows more than the size of its answers.

Ends with 1 where the fastest try of a question takes longer than the bound, or its first time longer than the cold bound.
"""

import argparse
import glob
import os
import re
import signal
import socket
import subprocess
import sys
import time

from questions import Question, Questions, Words

# Of a body that is made in pieces the first so many bytes are read.
ENOUGH = 1 << 20


class Server:
    def __init__(self, program, database):
        self.process = subprocess.Popen([program, "serve", "--database", database, "--port", "0"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.pid = self.process.pid
        self.connection = None
        self.number = 0
        for line in self.process.stderr:
            match = re.search(rb"http://127\.0\.0\.1:(\d+)", line)
            if match:
                self.port = int(match[1])
                break
        else:
            sys.exit("the server does not start")

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.process.stderr.close()

    def processor_time(self):
        """Nanoseconds of all threads."""
        total = 0
        for path in glob.glob(f"/proc/{self.pid}/task/*/schedstat"):
            with open(path, encoding="ascii") as file:
                total += int(file.read().split()[0])
        return total

    def reload(self):
        """Returns when the dataset was read anew."""
        def count():
            match = re.search(rb'passerelle_reloads_total\{result="success"\} (\d+)', self.exchange(b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n")[1])
            return int(match[1]) if match else 0
        before = count()
        os.kill(self.pid, signal.SIGHUP)
        end = time.monotonic() + 60
        while count() == before:
            if time.monotonic() > end:
                sys.exit("the server does not reload")
            time.sleep(0.005)

    # MARK: - Exchanges

    def exchange(self, request):
        """Sends a request; returns the head of the answer and what follows it, of a long one the beginning."""
        for attempt in range(2):
            fresh = self.connection is None
            if fresh:
                self.connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
                self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self.connection.sendall(request)
                head, content, isWhole = self.read(request.startswith(b"HEAD"))
            except (ConnectionError, BrokenPipeError):
                self.close()
                if fresh:
                    raise
                continue
            if not isWhole or b"\r\nconnection: close" in head.lower():
                self.close()
            return head, content
        raise ConnectionError

    def close(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def read(self, isHead):
        data = b""
        while b"\r\n\r\n" not in data:
            more = self.connection.recv(1 << 18)
            if not more:
                raise ConnectionResetError
            data += more
        head, content = data.split(b"\r\n\r\n", 1)
        if isHead or re.match(rb"HTTP/1.1 (304|204)", head):
            return head, b"", True
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        if length:
            body, isWhole = self.take(bytearray(content), int(length[1]))
            return head, bytes(body), isWhole
        # Chunks say themselves how long they are; what they hold may look like their end.
        rest, body = bytearray(content), bytearray()
        while True:
            while b"\r\n" not in rest:
                self.more(rest)
            size = int(rest[:rest.index(b"\r\n")], 16)
            del rest[:rest.index(b"\r\n") + 2]
            while len(rest) < size + 2:
                self.more(rest)
            body += rest[:size]
            del rest[:size + 2]
            if size == 0 or len(body) > ENOUGH:
                return head, bytes(body), size == 0

    def take(self, body, length):
        while len(body) < length:
            if len(body) > ENOUGH:
                return body, False
            self.more(body)
        return body, True

    def more(self, data):
        received = self.connection.recv(1 << 18)
        if not received:
            raise ConnectionResetError
        data += received

    def text(self, target):
        return self.exchange(f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode())[1].decode()

    def measure(self, question, isNew=True):
        """Milliseconds in the application and in all, and the bytes of the answer."""
        self.number += 1
        head, content = self.exchange(question.request(self.number if isNew else None))
        status = int(head[9:12])
        timing = re.search(rb"(?i)\r\nserver-timing: ([^\r]*)", head)[1]
        app = re.search(rb"app;dur=([0-9.]+)", timing)
        total = float(re.search(rb"total;dur=([0-9.]+)", timing)[1])
        return status, float(app[1]) if app else 0.0, total, len(content)


class Cost:
    def __init__(self, question):
        self.question = question
        self.status = self.size = 0
        self.app = self.total = float("inf")
        self.started = self.reloaded = None

    def take(self, status, app, total, size):
        self.status, self.size = status, size
        self.app, self.total = min(self.app, app), min(self.total, total)

    @property
    def cold(self):
        return max(self.started or 0, self.reloaded or 0)

    def line(self):
        def shown(value):
            return f"{value:8.3f}" if value is not None else " " * 8
        text = str(self.question)
        length = f" ({len(text)})" if len(text) > 150 else ""
        return (f"{self.app:8.3f} {self.total:8.3f} {shown(self.started)} {shown(self.reloaded)} {self.size / 1024:8.1f} {self.status:4} "
                f"{self.question.family:14} {text[:150]}{length}")


HEADING = f"{'app ms':>8} {'total ms':>8} {'started':>8} {'reloaded':>8} {'KiB':>8} code family         question"


class Search:
    def __init__(self, program, database, options):
        self.program, self.database, self.options = program, database, options
        self.server = Server(program, database)

    def run(self):
        options = self.options
        words = Words(self.server.text)
        questions = [one for one in Questions(words, options.seed).all(options.questions) if one.family not in options.leave]
        costs = [Cost(question) for question in questions]
        for _ in range(options.tries):
            for cost in costs:
                cost.take(*self.server.measure(cost.question))
        # What may be over the bound, and what is shown, is looked at more closely.
        costs.sort(key=lambda cost: -cost.total)
        suspects = [cost for index, cost in enumerate(costs) if index < 2 * options.top or cost.total > options.bound]
        for cost in suspects[:400]:
            for _ in range(10):
                cost.take(*self.server.measure(cost.question))
        costs.sort(key=lambda cost: -cost.total)
        return costs

    def cold(self, costs):
        """The first time of some questions: after a start, and after a reload, the faster of two."""
        for _ in range(2):
            for cost in costs:
                server = Server(self.program, self.database)
                first = server.measure(cost.question)[2]
                server.reload()
                second = server.measure(cost.question)[2]
                server.close()
                server.end()
                cost.started = min(first, cost.started or first)
                cost.reloaded = min(second, cost.reloaded or second)

    def heads(self):
        """Microseconds of processor time for the heads that are hardest to read, costliest first."""
        words = Words(self.server.text)
        plain = Question("heads", "/v1/vocab")
        questions = [one for one in Questions(words, self.options.seed).heads() if one.target == plain.target]
        rounds = {question: [] for question in [plain] + questions}
        for _ in range(3):
            for question, times in rounds.items():
                for _ in range(3):
                    self.server.exchange(question.request())
                before = self.server.processor_time()
                for _ in range(150):
                    self.server.exchange(question.request())
                times.append((self.server.processor_time() - before) / 150e3)
        return min(rounds[plain]), sorted(((min(times), question) for question, times in rounds.items()), key=lambda pair: -pair[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("program")
    parser.add_argument("databases", nargs="+")
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--top", type=int, default=40)
    parser.add_argument("--bound", type=float, default=2.0)
    parser.add_argument("--cold-bound", type=float, default=float("inf"))
    parser.add_argument("--leave", type=lambda text: text.split(","), default=[])
    options = parser.parse_args()

    failures = []
    smallest = {}
    for number, database in enumerate(options.databases):
        search = Search(options.program, database, options)
        begin = time.monotonic()
        costs = search.run()
        print(f"{len(costs)} questions to {os.path.basename(database)}, each {options.tries} times, in {time.monotonic() - begin:.0f} s")
        if number == 0:
            for cost in costs:
                smallest[len(smallest)] = cost
            # The costliest, and each path once as it is.
            search.cold(costs[:options.top] + [cost for cost in costs[options.top:] if cost.question.family == "plain"])
            print(f"\nthe costliest by their fastest try\n{HEADING}")
            for cost in costs[:options.top]:
                print(cost.line())
            print(f"\nthe costliest paths when nothing was asked before\n{HEADING}")
            for cost in sorted((one for one in costs if one.started is not None), key=lambda one: -one.cold)[:options.top // 2]:
                print(cost.line())
            for percent in [50, 90, 99, 99.9]:
                print(f"{percent:5} % of the questions take at most {sorted(one.total for one in costs)[int(len(costs) * percent / 100)]:.3f} ms")
            failures += [f"{one.total:.2f} ms: {str(one.question)[:100]}" for one in costs if one.total > options.bound]
            failures += [f"{one.cold:.2f} ms when cold: {str(one.question)[:100]}" for one in costs if one.cold > options.cold_bound]
            plain, heads = search.heads()
            print(f"\nthe costliest heads, in µs of processor time; a plain GET {plain:.1f}")
            for microseconds, question in heads[:options.top // 2]:
                print(f"{microseconds:8.1f} {microseconds / plain:6.1f} × {str(question)[:120]}")
        else:
            # An answer of a mebibyte may take five milliseconds.
            def beyond(cost):
                return cost.total - cost.size / 1024 * 0.005
            print(f"\nthe costliest for their size\n{HEADING}")
            for cost in sorted(costs, key=beyond, reverse=True)[:options.top]:
                print(cost.line())
        search.server.close()
        search.server.end()
        print(flush=True)
    for text in failures:
        print("✘", text)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
