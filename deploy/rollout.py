"""What `script/rollout-test` does once program and datasets are there: starts, updates, asks, counts, and cleans up."""

import atexit
import hashlib
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
OLD, NEW = FOLDER / "old.sqlite", FOLDER / "new.sqlite"
processes = []
random.seed(7)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def start(*arguments, **options):
    process = subprocess.Popen([str(a) for a in arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    processes.append(process)
    return process


@atexit.register
def clean_up():
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def get(port, target, fields={}):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", target, headers=fields)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def wait_for(what, condition, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if condition():
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.05)
    sys.exit(f"FAILED  {what} did not come about within {seconds} s")


def check(holds, words):
    if not holds:
        sys.exit(f"FAILED  {words}")
    print(f"ok      {words}", flush=True)


class Load:
    """Clients that ask without a pause: half on connections of their own for each request, half on kept ones.

    A kept connection that was closed between two requests is opened again and asked once more, as RFC 9112 §9.3.1
    wants of every client; that is counted, not forgiven silently. Everything else that is not a 200 has failed.
    """

    TARGETS = ["/v1/events?limit=20", "/v1/actors/japan", "/v1/events?facets=type,area&limit=0", "/v1/search?q=cyber"]

    def __init__(self, port, clients=8):
        self.port, self.isOver = port, False
        self.done, self.failed, self.retried, self.versions, self.failures = 0, 0, 0, set(), []
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.run, args=(number,)) for number in range(clients)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.isOver = True
        for thread in self.threads:
            thread.join()

    def run(self, number):
        isKept, connection, count = number % 2 == 0, None, 0
        while not self.isOver:
            target = self.TARGETS[count % len(self.TARGETS)] + f"{'&' if '?' in self.TARGETS[count % len(self.TARGETS)] else '?'}_={number}.{count % 50}"
            count += 1
            isFresh = connection is None
            try:
                if isFresh:
                    connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                status, version, isClosed = self.ask(connection, target)
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                connection = None
                if isFresh:
                    self.note(None, None, repr(error))
                else:
                    with self.lock:
                        self.retried += 1
                    count -= 1
                continue
            self.note(status, version, f"{status} to {target}")
            if isClosed or not isKept:
                connection.close()
                connection = None

    @staticmethod
    def ask(connection, target):
        connection.request("GET", target)
        answer = connection.getresponse()
        body = answer.read()
        version = answer.getheader("Dataset-Version")
        if answer.status == 200 and json.loads(body)["meta"]["dataset"] != version:
            raise http.client.HTTPException("one answer, two versions")
        return answer.status, version, answer.will_close

    def note(self, status, version, words):
        with self.lock:
            self.done += 1
            if status == 200:
                self.versions.add(version)
            else:
                self.failed += 1
                self.failures.append(words)

    def __str__(self):
        return f"{self.done} requests, {self.failed} failed, {self.retried} asked again on a connection closed between requests"


# Three replicas behind HAProxy, as deploy/haproxy.cfg has them, with ports that are free here.

class Replica:
    def __init__(self):
        self.port, self.admin = free_port(), free_port()
        self.file = FOLDER / f"{self.port}.sqlite"

    def start(self, dataset):
        self.put(dataset)
        self.process = start(
            PROGRAM, "serve", "--database", self.file, "--port", self.port, "--admin-port", self.admin, "--threads", 1,
            "--drain-delay", 2, "--no-access-log")
        wait_for("a replica", lambda: get(self.admin, "/readyz")[0].status == 200)

    def put(self, dataset):
        shutil.copy(dataset, f"{self.file}.new")
        os.rename(f"{self.file}.new", self.file)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(20) != 0:
            sys.exit(f"FAILED  a replica ended with {self.process.returncode}")

    @property
    def version(self):
        return json.loads(get(self.admin, "/readyz")[1])["dataset"]


replicas = [Replica() for _ in range(3)]
for replica in replicas:
    replica.start(OLD)
old = replicas[0].version
balancer, text = free_port(), pathlib.Path("deploy/haproxy.cfg").read_text()
text = text.replace("127.0.0.1:8000", f"127.0.0.1:{balancer}")
for number, replica in enumerate(replicas, 1):
    text = text.replace(f"127.0.0.1:808{number} port 909{number}", f"127.0.0.1:{replica.port} port {replica.admin}")
(FOLDER / "haproxy.cfg").write_text(text)
start("haproxy", "-db", "-f", FOLDER / "haproxy.cfg")
wait_for("HAProxy", lambda: get(balancer, "/v1")[0].status == 200)

with Load(balancer) as load:
    time.sleep(1)
    for replica in replicas:
        replica.stop()
        replica.start(NEW)
        time.sleep(0.6)
    time.sleep(1)
check(load.failed == 0 and load.versions == {old, "2099.1.1"}, f"rolling update of three replicas: {load} {load.failures[:3]}")
check({replica.version for replica in replicas} == {"2099.1.1"}, "all three serve the new version")

with Load(balancer) as load:
    time.sleep(0.5)
    for replica in replicas:
        replica.put(OLD)
        replica.process.send_signal(signal.SIGHUP)
        wait_for("a reload", lambda: replica.version == old)
    time.sleep(0.5)
check(load.failed == 0 and load.versions == {old, "2099.1.1"}, f"update in place by SIGHUP: {load} {load.failures[:3]}")

# A restart behind a socket that outlives the server. The shell becomes the program, so that it knows its number.

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(4096)


def activate():
    def hand_over():
        os.dup2(listener.fileno(), 3)
    return start(
        "sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" "$@"', PROGRAM, "serve", "--database", OLD, "--no-access-log",
        preexec_fn=hand_over, pass_fds=(3,))


server, port = activate(), listener.getsockname()[1]
wait_for("a server with a socket handed over", lambda: get(port, "/healthz")[0].status == 200)
with Load(port) as load:
    for _ in range(5):
        time.sleep(0.4)
        server.send_signal(signal.SIGTERM)
        if server.wait(20) != 0:
            sys.exit(f"FAILED  it ended with {server.returncode}")
        server = activate()
    time.sleep(0.4)
check(load.failed == 0, f"five restarts behind a socket that stays open: {load} {load.failures[:3]}")
server.terminate()

# Varnish in front of HAProxy, as deploy/varnish.vcl has it.

cache = free_port()
vcl = pathlib.Path("deploy/varnish.vcl").read_text()
vcl = vcl.replace('"passerelle"', '"127.0.0.1"').replace('"8080"', f'"{balancer}"')
(FOLDER / "default.vcl").write_text(vcl)
start("varnishd", "-F", "-j", "none", "-n", FOLDER / "varnish", "-a", f"127.0.0.1:{cache}", "-f", FOLDER / "default.vcl", "-s", "malloc,64m")
wait_for("Varnish", lambda: get(cache, "/v1")[0].status == 200)

events = [event["id"] for event in json.loads(get(balancer, "/v1/events?limit=1000&fields=id")[1])["data"]]
targets = ["/v1/events", "/v1/actors", "/v1/timeline?by=decade", "/v1/graph", "/v1/events.csv", "/v1/search?q=cyber", "/v1/vocab"]
targets += [f"/v1/events/{event}" for event in events[:43]]
LANGUAGES = ["fr", "en-US,en;q=0.9", "ja,en;q=0.5", "de, en;q=0.2, fr;q=0.8"]
CODINGS = ["gzip, deflate, br", "identity"]


def digest(answer, body):
    if answer.getheader("Content-Encoding") == "gzip":
        import gzip
        body = gzip.decompress(body)
    return hashlib.sha256(body).hexdigest(), answer.getheader("Content-Language")


origin = {(target, language): digest(*get(balancer, target, {"Accept-Language": language})) for target in targets for language in LANGUAGES}
count, hits, wrong, lock = 0, 0, [], threading.Lock()
weights = [1 / (rank + 1) for rank in range(len(targets))]


def replay(questions):
    global count, hits
    connection = http.client.HTTPConnection("127.0.0.1", cache, timeout=10)
    for target, language, coding in questions:
        connection.request("GET", target, headers={"Accept-Language": language, "Accept-Encoding": coding})
        answer = connection.getresponse()
        body = answer.read()
        holds = answer.status == 200 and digest(answer, body) == origin[target, language]
        holds = holds and (answer.getheader("Content-Encoding") == "gzip") <= ("gzip" in coding)
        with lock:
            count += 1
            hits += answer.getheader("X-Cache") == "hit"
            if not holds:
                wrong.append((target, language, coding, answer.status))


def questions(number):
    return [(target, random.choice(LANGUAGES), random.choice(CODINGS)) for target in random.choices(targets, weights, k=number)]


began = time.monotonic()
threads = [threading.Thread(target=replay, args=(questions(8000),)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
check(not wrong, f"{count} answers from the cache are the origin's own, by language and coding {wrong[:3]}")
check(hits > 0.99 * count, f"{100 * hits / count:.2f} % of {count} were hits, {len(targets)} targets in {len(LANGUAGES)} languages and 2 codings, in {time.monotonic() - began:.1f} s")

answer, _ = get(cache, "/v1/events", {"Accept-Language": "fr"})
again, body = get(cache, "/v1/events", {"Accept-Language": "fr", "If-None-Match": answer.getheader("ETag")})
check(again.status == 304 and not body and again.getheader("X-Cache") == "hit", "the cache answers its own ETag with 304")
other, _ = get(cache, "/v1/events", {"Accept-Language": "ja", "If-None-Match": answer.getheader("ETag")})
check(other.status == 200, "and not the one of another language")
for target in ("/healthz", "/v1/events?aera=x"):
    kept = [get(cache, target)[0].getheader("X-Cache") for _ in range(3)]
    check(kept == ["miss"] * 3, f"{target}, which says no-store, is never kept")
check(answer.getheader("Cache-Control") == "public, max-age=60, stale-while-revalidate=600" and int(answer.getheader("Age")) <= 660, "Age and Cache-Control are passed on")
