"""What clients do to a server, on purpose or not. Each attack is a coroutine that goes on until it is cancelled.

All go to 127.0.0.1; the number of sockets is bounded for each. An attack does not mind what becomes of its sockets.
"""

import asyncio
import os
import random
import re
import signal
import socket
import struct


class Attackers:
    def __init__(self, port, pid):
        self.port = port
        self.pid = pid
        self.connections = 0
        self.loop = asyncio.get_running_loop()

    async def connect(self, receive_buffer=None):
        connection = socket.socket()
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if receive_buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            await self.loop.sock_connect(connection, ("127.0.0.1", self.port))
        except BaseException:
            connection.close()
            raise
        self.connections += 1
        return connection

    async def crowd(self, count, one):
        """So many clients at a time, each of which starts again when it is thrown out."""

        async def forever():
            while True:
                connection = None
                try:
                    async with asyncio.timeout(5):
                        connection = await self.connect(one.buffer)
                    await one(self, connection)
                except (OSError, TimeoutError):
                    await asyncio.sleep(0.05)
                finally:
                    if connection is not None:
                        connection.close()

        await asyncio.gather(*(forever() for _ in range(count)))

    async def send(self, connection, data):
        await self.loop.sock_sendall(connection, data)

    async def read(self, connection, size=65536):
        data = await self.loop.sock_recv(connection, size)
        if not data:
            raise ConnectionResetError
        return data

    async def answer(self, connection):
        """Reads one answer to its end."""
        head, content = (await self.read(connection)).split(b"\r\n\r\n", 1)
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        # Chunks end with an empty one.
        while len(content) < int(length[1]) if length else not content.endswith(b"0\r\n\r\n"):
            content += await self.read(connection)

    async def drain(self, connection, seconds=2):
        """Reads what comes to its end, or for so long."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    await self.read(connection)
        except (TimeoutError, OSError):
            pass


def client(buffer=None):
    def mark(function):
        function.buffer = buffer
        return function

    return mark


GET = b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n"


@client()
async def slow_head(all, connection):
    for byte in b"GET /v1/events HTTP/1.1\r\nHost: a\r\n" + b"X-Slow: byte by byte\r\n" * 1000:
        await all.send(connection, bytes([byte]))
        await asyncio.sleep(0.3)


@client(buffer=2048)
async def slow_reader(all, connection):
    await all.send(connection, GET % b"/v1/claims?limit=1000" * 3)
    while True:
        await all.read(connection, 64)
        await asyncio.sleep(0.1)


@client(buffer=2048)
async def never_reader(all, connection):
    await all.send(connection, GET % b"/v1/claims?limit=1000" * 50)
    await asyncio.sleep(60)


@client()
async def header_flood(all, connection):
    line = b"X-%d: " % random.randrange(10**6) + b"a" * 50 + b"\r\n"
    await all.send(connection, b"GET / HTTP/1.1\r\nHost: a\r\n" + line * random.choice([90, 101, 1000]) + b"\r\n")
    await all.drain(connection, 0.5)


@client()
async def huge_target(all, connection):
    await all.send(connection, b"GET /v1/events?q=" + b"a" * random.choice([8000, 20000, 200000]) + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    await all.drain(connection, 0.5)


@client()
async def garbage(all, connection):
    kinds = [os.urandom(2000), b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(500), b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
             b"\x00" * 5000, b"\r\n" * 3000, b"GET / HTTP/1.1\nHost: a\n\n", b"GET\t/\tHTTP/1.1\r\n\r\n"]
    await all.send(connection, random.choice(kinds))
    await all.drain(connection, 0.3)


@client()
async def abort(all, connection):
    request = GET % random.choice([b"/v1/claims?limit=1000", b"/v1/events", b"/v1/dataset.sqlite"])
    await all.send(connection, request[: random.choice([1, 10, len(request) - 1, len(request), len(request)])])
    await asyncio.sleep(random.choice([0, 0, 0.01]))
    # A reset instead of an end.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@client()
async def touch(all, connection):
    await asyncio.sleep(0)


@client()
async def idler(all, connection):
    await all.drain(connection, 60)


@client()
async def pipeline(all, connection):
    await all.send(connection, GET % b"/v1/events?limit=5" * 500)
    await all.drain(connection, 0.5)


@client()
async def new_question(all, connection):
    for _ in range(100):
        word = "".join(random.choices("aeioumnrst", k=random.randint(2, 6)))
        path = random.choice(["/v1/events?facets=type,area,actor,place,year,status&limit=1000&q=", "/v1/search?q=", "/v1/claims?limit=1000&q=", "/v1/events?actor="])
        await all.send(connection, GET % (path + word).encode())
        await all.answer(connection)


@client()
async def compressed_question(all, connection):
    for _ in range(100):
        path = b"/v1/%s?limit=%d&offset=%d" % (
            random.choice([b"events", b"claims", b"actors"]), random.randrange(20, 1000), random.randrange(100))
        await all.send(connection, (GET % path).replace(b"\r\n\r\n", b"\r\nAccept-Encoding: gzip\r\n\r\n"))
        await all.answer(connection)


# What script/costly found to cost most, each when it was found.
COSTLY = [
    ("/v1/vocab?", "Accept-Language: " + "-".join(["x"] * 4000) + "\r\n"),
    ("/v1/vocab?", "Accept-Language: " + ",".join(["-".join(["ab"] * 30)] * 90) + "\r\n"),
    ("/v1/areas?", "Accept: " + "application/json;a=b;c=d," * 300 + "\r\n"),
    ("/v1/events?fields=" + "nme," * 2000, ""),
    ("/v1/events?limit=1&fields=" + "," * 7000, ""),
    ("/v1/events?limit=1&fields=" + "id," * 2600, ""),
    ("/v1/graph?" + "a&" * 4000, ""),
    ("/v1?" + "q=&" * 2700, ""),
    ("/v1/claims/" + "a-" * 4000 + "?", ""),
    ("/v1/events?actor=" + ",".join(f"natto{number}" for number in range(100)), ""),
    ("/metrics?", ""),
    ("/v1/claims.ndjson?fields=id", ""),
    ("/v1/search?q=" + "%20".join(f"%22{word}%22" for word in "deux ses mer offrir soutien hors nombreux balkans vert pour officiers project according small depuis".split()), ""),
    ("/v1/search?q=%22" + "of%20and%20with%20japan%20le%20en%20" * 8, ""),
    ("/v1/events?facets=type,area,actor,role,place,country,document,status&limit=0&actor=" + "&actor=".join(["nato", "japan", "otan", "afghanistan"] * 20), ""),
    ("/v1/events?include=claims&limit=1000", ""),
    ("/v1/timeline?by=month&split=actor&pretty=1", ""),
    ("/v1/graph?pretty=1", "Accept-Encoding: gzip\r\n"),
]


@client()
async def costly_question(all, connection):
    for _ in range(100):
        path, fields = random.choice(COSTLY)
        # Names that begin so are ignored: the same question, and never a kept answer.
        await all.send(connection, f"GET {path}&_={random.randrange(10**9)} HTTP/1.1\r\nHost: a\r\n{fields}\r\n".encode())
        await all.answer(connection)


@client()
async def big_export(all, connection):
    path = random.choice([b"/v1/claims.ndjson", b"/v1/claims.csv", b"/v1/events.ics", b"/v1/dataset.ndjson", b"/v1/dataset.sqlite", b"/v1/events.geojson"])
    await all.send(connection, GET % path)
    await all.drain(connection, 0.2)


@client()
async def chunked(all, connection):
    await all.send(connection, b"POST /v1/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    kind = random.randrange(4)
    if kind == 0:
        await all.send(connection, b"1;ext=\"value\"\r\na\r\n" * 5000 + b"0\r\n\r\n")
    elif kind == 1:
        await all.send(connection, b"ffff\r\n" + b"a" * 65535 + b"\r\n0\r\nTrailer: " + b"t" * 30000 + b"\r\n\r\n")
    elif kind == 2:
        await all.send(connection, b"fffffffffffffff\r\n" + b"a" * 100000)
    else:
        for _ in range(20):
            await all.send(connection, b"1\r\na\r\n")
            await asyncio.sleep(0.1)
    await all.drain(connection, 0.3)


async def reload(all):
    while True:
        os.kill(all.pid, signal.SIGHUP)
        await asyncio.sleep(0.2)


async def connection_flood(all):
    await asyncio.gather(all.crowd(40, touch), all.crowd(1500, idler))


# Name, what goes on.
ATTACKS = {
    "slow heads": lambda all: all.crowd(400, slow_head),
    "slow readers": lambda all: all.crowd(200, slow_reader),
    "never-readers": lambda all: all.crowd(400, never_reader),
    "header floods": lambda all: all.crowd(30, header_flood),
    "huge targets": lambda all: all.crowd(30, huge_target),
    "garbage": lambda all: all.crowd(30, garbage),
    "aborted mid-request": lambda all: all.crowd(30, abort),
    "connection floods": connection_flood,
    "pipelined floods": lambda all: all.crowd(64, pipeline),
    "distinct questions": lambda all: all.crowd(8, new_question),
    "compressed questions": lambda all: all.crowd(8, compressed_question),
    "costly questions": lambda all: all.crowd(8, costly_question),
    "big exports": lambda all: all.crowd(8, big_export),
    "chunked bodies": lambda all: all.crowd(20, chunked),
    "SIGHUP, 5 a second": reload,
}


async def mixed(all):
    """Some of everything."""

    async def now_and_then():
        while True:
            await asyncio.sleep(5)
            os.kill(all.pid, signal.SIGHUP)

    crowds = [(60, slow_head), (30, slow_reader), (60, never_reader), (4, header_flood), (4, huge_target), (4, garbage),
              (6, abort), (4, touch), (200, idler), (2, pipeline), (2, new_question), (2, costly_question), (2, big_export), (4, chunked)]
    await asyncio.gather(now_and_then(), *(all.crowd(count, one) for count, one in crowds))


def attack(name, port, pid, seconds, connections):
    """The whole of a process: one attack for so long.

    It has what processor time the server and the well-behaved clients leave, as if it came from elsewhere.
    """
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))

    async def run():
        all = Attackers(port, pid)
        try:
            async with asyncio.timeout(seconds):
                await (mixed(all) if name == "mix" else ATTACKS[name](all))
        except TimeoutError:
            pass
        connections.value = all.connections

    asyncio.run(run())
