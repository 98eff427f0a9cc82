"""Wears the server's limits down, one by one, and measures what it costs; `script/limits` builds it and runs this.

    python3 Tests/Conformance/limits.py PROGRAM [--idle 10000] [--only NAME]

Each attack prints one line: what was done, what came of it, the memory at its peak, and how long a well-behaved client waited
meanwhile beside what it waits when all is quiet. A line begins with `ok` or `NOT`.
"""

import argparse
import selectors
import socket
import sys
import threading
import time

from load import Client, Server, ask, percentile, request

ATTACKS = []


def attack(function):
    ATTACKS.append(function)
    return function


class WellBehaved(threading.Thread):
    """Asks for a page now and then, and notes how long each answer took."""

    def __init__(self, address, pause=0.005):
        super().__init__(daemon=True)
        self.address, self.pause = address, pause
        self.times, self.failures = [], 0
        self.over = threading.Event()
        self.start()

    def run(self):
        connection = None
        while not self.over.is_set():
            started = time.monotonic()
            try:
                if connection is None:
                    connection = socket.create_connection(self.address, timeout=10)
                connection.sendall(request("/v1/events?limit=5"))
                data = b""
                while b"\r\n\r\n" not in data:
                    piece = connection.recv(1 << 16)
                    if not piece:
                        raise OSError("closed")
                    data += piece
                head, _, body = data.partition(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                while len(body) < length:
                    body += connection.recv(1 << 16)
                if not head.startswith(b"HTTP/1.1 200"):
                    raise OSError("refused")
                self.times.append(time.monotonic() - started)
            except OSError:
                self.failures += 1
                connection = None
            time.sleep(self.pause)

    def finish(self):
        self.over.set()
        self.join(15)
        return self


def quiet(server, seconds=1.5):
    client = WellBehaved(server.address)
    time.sleep(seconds)
    return client.finish()


class Peak(threading.Thread):
    """Notes the most memory that the server takes."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.before = server, server.kibibytes()
        self.most = self.before
        self.over = threading.Event()
        self.start()

    def run(self):
        while not self.over.wait(0.02):
            self.most = max(self.most, self.server.kibibytes())

    def finish(self):
        self.over.set()
        self.join()
        return (self.most - self.before) / 1024


def report(is_well, name, text):
    print(f"{'ok ' if is_well else 'NOT'} {name}: {text}", flush=True)
    return is_well


def waits(calm, client):
    return (f"p99 of a well-behaved client {1000 * percentile(client.times, 0.99):.1f} ms, quiet {1000 * percentile(calm.times, 0.99):.1f} ms, "
            f"failures {client.failures}")


def trickle(name, program, first, step, expected, options, limit):
    """Connections that send a little now and then."""
    with Server(program, *options) as server:
        calm = quiet(server)
        peak, client = Peak(server), WellBehaved(server.address)
        clients = [Client(server.address) for _ in range(300)]
        started = time.monotonic()
        statuses, ends = [], []
        with selectors.DefaultSelector() as selector:
            for one in clients:
                one.unsent += first
                one.send()
                selector.register(one, selectors.EVENT_READ)
            due = started
            while len(ends) < len(clients) and time.monotonic() < started + limit + 10:
                if time.monotonic() >= due:
                    due += 0.3
                    for one in clients:
                        if not one.ended and not one.fault:
                            one.unsent += step
                            one.send()
                for key, _ in selector.select(0.05):
                    statuses += [reply.status for reply in key.fileobj.receive()]
                    if key.fileobj.ended:
                        ends.append(time.monotonic() - started)
                        selector.unregister(key.fileobj)
        memory, client = peak.finish(), client.finish()
        is_well = len(ends) == 300 and max(ends) < limit + 4 and statuses == [expected] * 300 and not client.failures
        return report(is_well, name, f"300 connections, all gone after {max(ends, default=0):.1f} s, {statuses.count(expected)} × {expected}; "
                      f"+{memory:.1f} MB; {waits(calm, client)}")


@attack
def slow_heads(program, _):
    return trickle("heads that trickle", program, b"GET / HTTP/1.1\r\nHost: a\r\n", b"X: y\r\n", 408, ("--header-timeout", "3"), 3)


@attack
def slow_contents(program, _):
    return trickle("contents that trickle", program, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", b"x", 408, (), 10)


@attack
def slow_chunks(program, _):
    return trickle("chunks that trickle", program, b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 408, (), 10)


@attack
def readers_that_never_read(program, _):
    with Server(program, "--write-timeout", "4") as server:
        calm = quiet(server)
        peak, client = Peak(server), WellBehaved(server.address)
        # Many large answers each, and room for hardly any.
        clients = []
        for _ in range(300):
            one = Client(server.address, receive_buffer=4096)
            one.unsent += (request("/v1/events?limit=1000") + request("/v1/dataset.sqlite") + request("/v1/dataset.ndjson")) * 20
            one.send()
            clients.append(one)
        started = time.monotonic()
        gone = None
        while time.monotonic() < started + 20:
            time.sleep(0.1)
            if server.descriptors() < 60:
                gone = time.monotonic() - started
                break
        memory, client = peak.finish(), client.finish()
        for one in clients:
            one.close()
        after = (server.kibibytes() - peak.before) / 1024
        is_well = gone is not None and gone < 12 and memory < 300 * 0.75 + 40 and not client.failures
        return report(is_well, "readers that never read", f"300 connections, 60 large answers asked on each, gone after "
                      f"{gone or 0:.1f} s; +{memory:.1f} MB at the peak, +{after:.1f} MB afterwards; {waits(calm, client)}")


@attack
def slow_readers(program, _):
    """A few bytes now and then are not reading."""
    with Server(program, "--write-timeout", "3") as server:
        calm = quiet(server)
        peak, client = Peak(server), WellBehaved(server.address)
        clients = [Client(server.address, receive_buffer=2048) for _ in range(200)]
        for one in clients:
            one.unsent += request("/v1/dataset.sqlite") * 4
            one.send()
        started = time.monotonic()
        gone = None
        while time.monotonic() < started + 30:
            for one in clients:
                try:
                    one.socket.recv(16)
                except OSError:
                    pass
            if server.descriptors() < 60:
                gone = time.monotonic() - started
                break
            time.sleep(0.3)
        memory, client = peak.finish(), client.finish()
        for one in clients:
            one.close()
        return report(gone is not None and not client.failures, "readers that trickle", f"200 connections that read 16 bytes at a time, gone after "
                      f"{gone or 0:.1f} s; +{memory:.1f} MB; {waits(calm, client)}")


@attack
def cap(program, _):
    with Server(program, "--max-connections", "100") as server:
        inside = [Client(server.address) for _ in range(100)]
        for one in inside:
            one.unsent += request("/healthz")
            one.send()
        time.sleep(0.3)
        served = sum(len(one.receive()) for one in inside)
        told = [ask(server.address, "/healthz", timeout=3) for _ in range(200)]
        shed = sum(1 for reply in told if reply and reply.status == 503 and "retry-after" in reply.fields)
        for one in inside:
            one.unsent += request("/healthz")
            one.send()
        time.sleep(0.3)
        again = sum(len(one.receive()) for one in inside)
        for one in inside:
            one.close()
        time.sleep(0.2)
        free = ask(server.address, "/healthz")
        is_well = served == again == 100 and shed == 200 and free is not None and free.status == 200
        return report(is_well, "more connections than fit", f"100 in and answered {served} + {again}; {shed} of 200 others told 503 with Retry-After; "
                      f"afterwards {free and free.status}")


@attack
def cap_per_address(program, _):
    with Server(program, "--max-connections-per-address", "20", "--host", "0.0.0.0") as server:
        inside = [Client(server.address, source="127.0.0.2") for _ in range(20)]
        time.sleep(0.2)
        told = [ask(server.address, "/healthz", timeout=3, source="127.0.0.2") for _ in range(20)]
        others = [ask(server.address, "/healthz", timeout=3, source=f"127.0.1.{number}") for number in range(1, 50)]
        shed = sum(1 for reply in told if reply and reply.status == 503)
        served = sum(1 for reply in others if reply and reply.status == 200)
        for one in inside:
            one.close()
        time.sleep(0.2)
        free = ask(server.address, "/healthz", source="127.0.0.2")
        return report(shed == 20 and served == 49 and free is not None and free.status == 200, "more from one address than it may",
                      f"{shed} of 20 told 503, {served} of 49 others served; afterwards {free and free.status}")


@attack
def descriptors_run_out(program, _):
    """So few descriptors that accept(2) itself fails."""
    with Server(program, descriptors=48) as server:
        inside = [Client(server.address) for _ in range(10)]
        for one in inside:
            one.unsent += request("/healthz")
            one.send()
        time.sleep(0.3)
        served = sum(len(one.receive()) for one in inside)
        crowd = [Client(server.address) for _ in range(300)]
        time.sleep(0.5)
        before = server.processor_seconds()
        rounds = again = 0
        until = time.monotonic() + 4
        while time.monotonic() < until:
            for one in inside:
                one.unsent += request("/healthz")
                one.send()
            time.sleep(0.1)
            again += sum(len(one.receive()) for one in inside)
            rounds += 1
        used = (server.processor_seconds() - before) / 4
        held = server.descriptors()
        for one in crowd:
            one.close()
        deadline = time.monotonic() + 5
        free = None
        while (free is None or free.status != 200) and time.monotonic() < deadline:
            free = ask(server.address, "/healthz", timeout=2)
        is_well = served == 10 and again == 10 * rounds and used < 0.1 and free is not None and free.status == 200
        return report(is_well, "descriptors run out", f"48 allowed, {held} held, 300 wait; {again} of {10 * rounds} requests of those who are in answered; "
                      f"{100 * used:.1f} % of a core; afterwards {free and free.status}")


@attack
def idle(program, count):
    with Server(program, "--max-connections", str(count + 100), "--idle-timeout", "120") as server:
        ask(server.address, "/healthz")
        before = server.kibibytes()
        clients = []
        for number in range(count):
            clients.append(Client(server.address, source=f"127.0.0.{2 + number // 5000}"))
        time.sleep(1)
        silent = (server.kibibytes() - before) / 1024
        answered = 0
        for one in clients:
            one.unsent += request("/healthz")
            one.send()
        with selectors.DefaultSelector() as selector:
            for one in clients:
                selector.register(one, selectors.EVENT_READ)
            until = time.monotonic() + 15
            while answered < count and time.monotonic() < until:
                for key, _ in selector.select(0.1):
                    answered += len(key.fileobj.receive())
        time.sleep(1)
        used_before = server.processor_seconds()
        time.sleep(10)
        used = (server.processor_seconds() - used_before) / 10
        kept = (server.kibibytes() - before) / 1024
        held = server.descriptors()
        for one in clients:
            one.close()
        is_well = answered == count and held > count and kept < 100 * count / 10_000 and used < 0.01
        return report(is_well, "idle connections", f"{count:,} open, +{silent:.1f} MB silent ({1024 * silent / count:.2f} KB each), each answered once: "
                      f"{answered:,}, +{kept:.1f} MB; {100 * used:.2f} % of a core")


@attack
def aborts(program, _):
    """Clients that reset while they are answered: neither a signal nor an error ends the server."""
    with Server(program) as server:
        calm = quiet(server)
        peak, client = Peak(server), WellBehaved(server.address)
        held = server.descriptors()
        for _ in range(2000):
            one = Client(server.address)
            one.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            one.unsent += request("/v1/dataset.sqlite") * 3
            one.send()
            one.close()
        time.sleep(0.5)
        memory, client = peak.finish(), client.finish()
        left = server.descriptors() - held
        code = server.stop()
        return report(code == 0 and left <= 2 and not client.failures, "clients that reset", f"2,000 resets, {left} descriptors left over, "
                      f"exit code {code}; +{memory:.1f} MB; {waits(calm, client)}")


@attack
def signals(program, _):
    """System calls that signals interrupt are made again."""
    import signal as signals_of_system
    with Server(program) as server:
        client = WellBehaved(server.address, pause=0)
        until = time.monotonic() + 2
        count = 0
        while time.monotonic() < until:
            server.signal(signals_of_system.SIGSTOP)
            server.signal(signals_of_system.SIGCONT)
            server.signal(signals_of_system.SIGPIPE)
            count += 1
            time.sleep(0.001)
        client = client.finish()
        code = server.stop()
        return report(code == 0 and not client.failures and len(client.times) > 20, "signals",
                      f"{count} times SIGSTOP, SIGCONT, SIGPIPE: {len(client.times)} answers, failures {client.failures}, exit code {code}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--idle", type=int, default=10_000)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    chosen = [function for function in ATTACKS if options.only in function.__name__]
    return 0 if all([function(options.program, options.idle) for function in chosen]) else 1


if __name__ == "__main__":
    sys.exit(main())
