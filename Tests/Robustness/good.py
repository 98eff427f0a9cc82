"""A well-behaved client: asks, reads the whole answer, and compares it with the first one it saw."""

import socket
import time

# Of every kind: lists, objects, formats, codings, conditions, ranges, and mistakes.
QUESTIONS = [
    ("GET", "/v1", ""),
    ("GET", "/v1/events", ""),
    ("GET", "/v1/events", "Accept-Encoding: gzip\r\n"),
    ("GET", "/v1/events?actor=OTAN&date=2014&lang=en", ""),
    ("GET", "/v1/events?facets=type,area,year&limit=0", "Accept-Language: ja\r\n"),
    ("GET", "/v1/events?q=cyber&limit=5", "Accept-Encoding: gzip\r\n"),
    ("HEAD", "/v1/events?limit=10", ""),
    ("GET", "/v1/events.csv?actor=japan", ""),
    ("GET", "/v1/events.ics", ""),
    ("GET", "/v1/places.geojson", "Accept-Encoding: gzip\r\n"),
    ("GET", "/v1/actors/japan?include=areas", ""),
    ("GET", "/v1/areas?sort=-events", ""),
    ("GET", "/v1/documents", "Accept: application/x-ndjson\r\n"),
    ("GET", "/v1/claims?limit=20", ""),
    ("GET", "/v1/search?q=mar", ""),
    ("GET", "/v1/timeline?by=year&split=type", ""),
    ("GET", "/v1/graph?date=2014", ""),
    ("GET", "/v1/vocab", "Accept-Encoding: gzip\r\n"),
    ("GET", "/v1/dataset.sqlite", "Range: bytes=1000-1999\r\n"),
    ("GET", "/v1/dataset", ""),
    ("GET", "/v1/events?aera=cyber", ""),
    ("GET", "/v1/evnts", ""),
    ("DELETE", "/v1/events", ""),
    ("OPTIONS", "/v1/events", ""),
    ("GET", "/healthz", ""),
]
# What differs from one time to the next; a length is known once the content was made.
PASSING = (b"date:", b"server-timing:", b"age:", b"content-length:", b"transfer-encoding:")


class GoodClient:
    """Some connections, asked in turn, each renewed after a while."""

    def __init__(self, port, connections=8, pace=0.004, renewal=60):
        self.port = port
        self.pace = pace
        self.renewal = renewal
        self.sockets = [None] * connections
        self.uses = [0] * connections
        self.turn = 0
        self.first = {}
        self.lost = self.wrong = self.asked = 0
        self.complaints = []

    def run(self, seconds, meanwhile=lambda: None):
        """Asks for so long, and returns the time of each answer in milliseconds."""
        times = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            times.append(self.ask())
            meanwhile()
            time.sleep(self.pace)
        return times

    def learn(self):
        """Asks every question twice, so that each answer is known, and kept where it may be."""
        for _ in range(2 * len(QUESTIONS)):
            self.ask()

    def ask(self):
        question = QUESTIONS[self.turn % len(QUESTIONS)]
        slot = self.turn % len(self.sockets)
        self.turn += 1
        self.asked += 1
        if self.turn % (3 * len(QUESTIONS)) == 0:
            slot = (slot + 1) % len(self.sockets)
        start = time.perf_counter()
        try:
            if self.sockets[slot] is None:
                self.sockets[slot] = socket.create_connection(("127.0.0.1", self.port), timeout=15)
                self.sockets[slot].setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.uses[slot] = 0
            answer = self.exchange(self.sockets[slot], question)
        except (OSError, EOFError) as error:
            self.lost += 1
            self.complain(f"{question}: {error!r} on use {self.uses[slot]} of its connection")
            self.renew(slot)
            return (time.perf_counter() - start) * 1000
        duration = (time.perf_counter() - start) * 1000
        if self.first.setdefault(question, answer) != answer:
            self.wrong += 1
            self.complain(f"{question}: {answer[0][:300]!r}")
        self.uses[slot] += 1
        if self.uses[slot] >= self.renewal:
            self.renew(slot)
        return duration

    def complain(self, text):
        if len(self.complaints) < 20:
            self.complaints.append(text)

    def renew(self, slot):
        if self.sockets[slot] is not None:
            self.sockets[slot].close()
        self.sockets[slot] = None

    def close(self):
        for slot in range(len(self.sockets)):
            self.renew(slot)

    def exchange(self, connection, question):
        """The head without what passes, and the content."""
        method, target, fields = question
        connection.sendall(
            f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: good\r\n{fields}\r\n".encode())
        received = b""
        while b"\r\n\r\n" not in received:
            received += self.more(connection)
        head, content = received.split(b"\r\n\r\n", 1)
        lines = head.split(b"\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines[1:])}
        if method != "HEAD" and lines[0][9:12] not in (b"204", b"304"):
            if fields.get(b"transfer-encoding") == b"chunked":
                content = self.chunks(connection, content)
            else:
                while len(content) < int(fields.get(b"content-length", 0)):
                    content += self.more(connection)
        return b"\r\n".join(line for line in lines if not line.lower().startswith(PASSING)), content

    def chunks(self, connection, received):
        """The content of the chunks that begin with what was received (RFC 9112 §7.1)."""
        content = b""
        while True:
            while b"\r\n" not in received:
                received += self.more(connection)
            line, received = received.split(b"\r\n", 1)
            size = int(line, 16)
            while len(received) < size + 2:
                received += self.more(connection)
            content += received[:size]
            received = received[size + 2:]
            if size == 0:
                return content

    @staticmethod
    def more(connection):
        data = connection.recv(1 << 18)
        if not data:
            raise EOFError("the connection ends within an answer")
        return data
