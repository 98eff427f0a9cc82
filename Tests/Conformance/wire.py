"""A client that trusts nobody: it sends bytes as they are and reads answers by the letter of RFC 9112.

What it finds wrong with the form of an answer it notes in `Answer.faults`, as (level, sentence); `run.py` counts them
beside what the cases themselves ask for. It shares no code with the server, and it uses no HTTP library, for those
mend what they read.
"""

import re
import select
import socket
import time

TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-5][0-9][0-9]) [\t \x21-\x7e\x80-\xff]*\Z")
FIXDATE = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3][0-9] (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} "
    r"[0-2][0-9]:[0-5][0-9]:[0-6][0-9] GMT\Z")


class HalfClose:
    """A step: the client ends its half."""


class Await:
    """A step: the client goes on when so many answers, informational ones included, have come."""

    def __init__(self, count):
        self.count = count


class Pause:
    """A step: a moment in which the bytes sent so far are read, so that they make a segment of their own."""

    def __init__(self, seconds=0.02):
        self.seconds = seconds


class Answer:
    """One answer as it came."""

    def __init__(self, status, fields, to_head):
        self.status, self.fields, self.to_head = status, fields, to_head
        self.body = b""
        self.faults = []
        self.ends_with_connection = False

    def all(self, name):
        return [value for key, value in self.fields if key.lower() == name.lower()]

    def get(self, name):
        values = self.all(name)
        return ", ".join(values) if values else None

    def members(self, name):
        return [member.strip() for member in (self.get(name) or "").split(",") if member.strip()]

    @property
    def is_final(self):
        return self.status >= 200

    @property
    def is_last(self):
        return "close" in [option.lower() for option in self.members("Connection")]


class Incomplete(Exception):
    """More bytes are needed."""


class Malformed(Exception):
    """What came is no answer at all."""


def parse(data, start, to_head, ended):
    """Reads the answer that begins at `start`; returns it and the place where it ends."""
    end = data.find(b"\r\n\r\n", start)
    if end < 0:
        if len(data) - start >= 5 and not data.startswith(b"HTTP/", start):
            raise Malformed(f"not a status line: {data[start:start + 60]!r}")
        raise Incomplete
    lines = data[start:end].split(b"\r\n")
    match = STATUS_LINE.match(lines[0])
    if not match:
        raise Malformed(f"not a status line: {lines[0][:60]!r}")
    faults, fields = [], []
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        if not colon or not TOKEN.match(name) or re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", value):
            faults.append(("MUST", f"a malformed field line {line[:60]!r}"))
            continue
        fields.append((name.decode(), value.strip(b" \t").decode("latin-1")))
    answer = Answer(int(match[1]), fields, to_head)
    answer.faults = faults
    place = end + 4
    lengths = answer.all("Content-Length")
    codings = answer.members("Transfer-Encoding")
    if len(lengths) > 1 or any(not re.match(r"[0-9]+\Z", length) for length in lengths):
        raise Malformed(f"Content-Length {lengths}")
    if lengths and codings:
        faults.append(("MUST", "both Content-Length and Transfer-Encoding"))
    if (answer.status < 200 or answer.status == 204) and (lengths or codings):
        faults.append(("MUST", f"a {answer.status} with a length"))
    if to_head or answer.status < 200 or answer.status in (204, 304):
        return answer, place
    if codings:
        if codings != ["chunked"]:
            raise Malformed(f"Transfer-Encoding {codings}")
        answer.body, place = dechunk(data, place)
    elif lengths:
        stop = place + int(lengths[0])
        if stop > len(data):
            raise Incomplete
        answer.body, place = data[place:stop], stop
    else:
        if not ended:
            raise Incomplete
        answer.ends_with_connection = True
        answer.body, place = data[place:], len(data)
    return answer, place


def dechunk(data, place):
    body = b""
    while True:
        end = data.find(b"\r\n", place)
        if end < 0:
            raise Incomplete
        match = re.match(rb"([0-9A-Fa-f]+)(;.*)?\Z", data[place:end])
        if not match:
            raise Malformed(f"a chunk that begins with {data[place:place + 20]!r}")
        size, place = int(match[1], 16), end + 2
        if size == 0:
            break
        if len(data) < place + size + 2:
            raise Incomplete
        if data[place + size:place + size + 2] != b"\r\n":
            raise Malformed("a chunk that does not end in CR LF")
        body, place = body + data[place:place + size], place + size + 2
    while True:
        end = data.find(b"\r\n", place)
        if end < 0:
            raise Incomplete
        if end == place:
            return body, place + 2
        place = end + 2


class Exchange:
    """One connection: what was sent on it and all that came back."""

    def __init__(self, address, heads=(), source=None, patience=5.0):
        self.socket = socket.create_connection(address, timeout=patience, source_address=source)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heads = set(heads)
        self.patience = patience
        self.data = b""
        self.ended = self.was_reset = self.timed_out = False
        self.malformed = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data, size=None):
        """Sends bytes, whole or in pieces; a server that refuses early may have closed by then."""
        try:
            for start in range(0, len(data), size or max(len(data), 1)):
                self.socket.sendall(data[start:start + (size or len(data))])
        except OSError:
            pass

    def finish(self):
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def receive(self, deadline):
        """Reads what comes next; says whether anything came."""
        if self.ended:
            return False
        if not select.select([self.socket], [], [], max(0.0, deadline - time.monotonic()))[0]:
            self.timed_out = True
            return False
        try:
            piece = self.socket.recv(1 << 18)
        except OSError:
            self.was_reset = self.ended = True
            return False
        if not piece:
            self.ended = True
        self.data += piece
        return bool(piece)

    def answers(self):
        """All answers so far, informational ones among them."""
        answers, place, finals = [], 0, 0
        try:
            while place < len(self.data):
                answer, place = parse(self.data, place, finals in self.heads, self.ended)
                answers.append(answer)
                finals += answer.is_final
        except Incomplete:
            if self.ended:
                self.malformed = "the last answer breaks off"
        except Malformed as error:
            self.malformed = str(error)
        return answers

    def wait(self, enough):
        """Reads until `enough` says so of the answers, or nothing more comes."""
        deadline = time.monotonic() + self.patience
        while not enough(self.answers()) and not self.malformed:
            if not self.receive(deadline):
                break

    def read_to_end(self):
        deadline = time.monotonic() + self.patience
        while self.receive(deadline):
            pass
