"""What the scripts that press the server have in common: the server as a process, and clients of one event loop."""

import os
import re
import selectors
import signal
import socket
import subprocess
import tempfile
import threading
import time

HEAD_END = b"\r\n\r\n"


def request(target, *lines, close=False):
    head = [f"GET {target} HTTP/1.1", "Host: a", *lines] + (["Connection: close"] if close else [])
    return ("\r\n".join(head) + "\r\n\r\n").encode()


class Server:
    """The program as a process, on a free port, with its log read as it comes."""

    def __init__(self, program, *options, descriptors=None, source=("--fixtures", "Fixtures")):
        command = [program, "serve", *source, "--port", "0", "--no-access-log", *options]
        if descriptors:
            command = ["bash", "-c", f'ulimit -n {descriptors}; exec "$@"', "bash", *command]
        self.log = []
        self.news = threading.Condition()
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        threading.Thread(target=self.read, daemon=True).start()
        line = self.wait_for("listening on", 30)
        self.address = ("127.0.0.1", int(re.search(r"http://[0-9.]+:([0-9]+)", line)[1]))

    def read(self):
        for line in self.process.stderr:
            with self.news:
                self.log.append(line.rstrip())
                self.news.notify_all()

    def wait_for(self, word, seconds, since=0):
        """The first line of the log from the line `since` on that holds the word."""
        deadline = time.monotonic() + seconds
        with self.news:
            while True:
                for line in self.log[since:]:
                    if re.search(word, line):
                        return line
                if self.process.poll() is not None or not self.news.wait(max(0.0, deadline - time.monotonic())):
                    raise RuntimeError(f"the server did not say “{word}”; it said {self.log}")

    def signal(self, number):
        self.process.send_signal(number)

    def stop(self):
        """Ends it, and returns its exit code."""
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def kibibytes(self, key="VmRSS"):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            return int(re.search(rf"{key}:\s+([0-9]+)", file.read())[1])

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


class Reply:
    """One answer: status, fields by their names in lower case, body."""

    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body


class Client:
    """A connection that is never waited for: bytes to send, answers as they are complete."""

    def __init__(self, address, source=None, receive_buffer=None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        if source:
            self.socket.bind((source, 0))
        self.socket.connect(address)
        self.socket.setblocking(False)
        self.unsent = bytearray()
        self.input = bytearray()
        self.ended = False
        self.fault = None

    def fileno(self):
        return self.socket.fileno()

    def send(self):
        """Sends what the socket takes; returns how many bytes that were."""
        if not self.unsent:
            return 0
        try:
            count = self.socket.send(self.unsent)
        except BlockingIOError:
            return 0
        except OSError as error:
            self.fault = self.fault or f"sending: {error}"
            self.unsent.clear()
            return 0
        del self.unsent[:count]
        return count

    def receive(self):
        """Reads what is there; returns the answers that are now complete."""
        try:
            piece = self.socket.recv(1 << 18)
        except BlockingIOError:
            return []
        except OSError as error:
            self.fault = f"receiving: {error}"
            piece = b""
        if not piece:
            self.ended = True
        self.input += piece
        replies, place = [], 0
        while True:
            end = self.input.find(HEAD_END, place)
            if end < 0:
                break
            lines = bytes(self.input[place:end]).split(b"\r\n")
            fields = {}
            for line in lines[1:]:
                name, _, value = line.partition(b":")
                fields[name.decode().lower()] = value.strip().decode("latin-1")
            status = int(lines[0].split(b" ")[1])
            start, stop = end + 4, end + 4
            if status not in (204, 304):
                if fields.get("transfer-encoding") == "chunked":
                    body, stop = self.dechunk(start)
                    if stop is None:
                        break
                    replies.append(Reply(status, fields, body))
                    place = stop
                    continue
                stop = start + int(fields.get("content-length", "0"))
            if stop > len(self.input):
                break
            replies.append(Reply(status, fields, bytes(self.input[start:stop])))
            place = stop
        del self.input[:place]
        if self.ended and self.input and not self.fault:
            self.fault = "an answer breaks off"
        return replies

    def dechunk(self, place):
        body = bytearray()
        while True:
            end = self.input.find(b"\r\n", place)
            if end < 0:
                return None, None
            size = int(bytes(self.input[place:end]).split(b";")[0], 16)
            if len(self.input) < end + 2 + size + 2:
                return None, None
            body += self.input[end + 2:end + 2 + size]
            place = end + 2 + size + 2
            if size == 0:
                return bytes(body), place

    def close(self):
        self.socket.close()


def ask(address, target, *lines, timeout=10.0, source=None):
    """One request on a connection of its own; the reply, or None where none came."""
    try:
        client = Client(address, source=source)
    except OSError:
        return None
    client.unsent += request(target, *lines, close=True)
    selector = selectors.DefaultSelector()
    selector.register(client, selectors.EVENT_READ)
    deadline = time.monotonic() + timeout
    client.send()
    try:
        while time.monotonic() < deadline:
            if selector.select(max(0.0, deadline - time.monotonic())):
                replies = client.receive()
                if replies:
                    return replies[0]
                if client.ended:
                    return None
        return None
    finally:
        selector.close()
        client.close()


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")
