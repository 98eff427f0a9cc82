"""Database files damaged in many ways, each of which the program has to refuse.

usage: damage.py PROGRAM DATABASE COUNT [SEED]
Half of them are damaged as disks and transfers do it, in their bytes; the others as a hand with an SQL prompt does it, so that
SQLite finds them sound. Fails where one is served, where the program does anything else than say why and end with 65, or
where it takes long.
"""

import collections
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile

PAGE = 4096
REFUSED = 65
# What no dataset says: the ends of what numbers and texts can be, other types, no UTF-8, no date, no JSON.
VALUES = [
    "NULL", "-1", "0", "999999", "1099511627776", "-9223372036854775808", "9223372036854775807", "-0.0", "1e308", "9e999",
    "''", "'x'", "'a' || char(0)", "CAST(x'ff80c0' AS TEXT)", "x'00ff'", "printf('%.*c', 3000000, 'a')", "'2014-02-30'",
    "'[..]'", "'9999-12-31'", "'-0001'", "'{'", "'\"'", "'/1/2'",
]


def pages(random, data):
    """Where two pages begin, neither of them the first."""
    return (random.randrange(1, len(data) // PAGE) * PAGE for _ in range(2))


def flip(random, data):
    for _ in range(random.choice([1, 1, 2, 8, 50])):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def scribble(random, data):
    start = random.randrange(len(data))
    length = min(random.randrange(1, PAGE), len(data) - start)
    data[start:start + length] = random.randbytes(length)


def blank(random, data):
    start, _ = pages(random, data)
    data[start:start + PAGE] = bytes(PAGE)


def swap(random, data):
    first, second = pages(random, data)
    data[first:first + PAGE], data[second:second + PAGE] = data[second:second + PAGE], data[first:first + PAGE]


def repeat(random, data):
    start, _ = pages(random, data)
    data[start:start] = data[start:start + PAGE]


def cut(random, data):
    del data[random.randrange(len(data)):]


def header(random, data):
    """The head of a page says where its cells are."""
    start, _ = pages(random, data)
    data[start + random.randrange(16)] = random.choice([0, 1, 5, 10, 13, 127, 128, 255])


def in_bytes(random, path):
    with open(path, "rb") as file:
        whole = file.read()
    data = bytearray(whole)
    way = random.choice([flip, scribble, blank, swap, repeat, cut, header])
    way(random, data)
    with open(path, "wb") as file:
        file.write(data)
    return way.__name__ if data != whole else None


def in_values(random, path):
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA ignore_check_constraints = ON")
    tables = [name for name, in database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    done = []
    for _ in range(random.choice([1, 1, 1, 2, 5])):
        table = random.choice(tables)
        column = random.choice([row[1] for row in database.execute(f'PRAGMA table_info("{table}")')])
        count, = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        one = f'(SELECT "{column}" FROM "{table}" LIMIT 1 OFFSET {random.randrange(max(1, count))})'
        value = random.choice(VALUES)
        statement = random.choices([
            f'UPDATE "{table}" SET "{column}" = {value} WHERE "{column}" IS {one}',
            f'UPDATE "{table}" SET "{column}" = (SELECT "{column}" FROM "{table}" LIMIT 1) WHERE "{column}" IS {one}',
            f'DELETE FROM "{table}" WHERE "{column}" IS {one}',
            f'UPDATE "{table}" SET "{column}" = {value}',
        ], [8, 1, 1, 1])[0]
        try:
            database.execute(statement)
            done.append(statement)
        except sqlite3.Error:
            # The schema does not take it: nor would it come from a file.
            pass
    database.text_factory = bytes
    after = [row for table in tables for row in database.execute(f'SELECT * FROM "{table}"')]
    database.close()
    original = sqlite3.connect(path + ".whole")
    original.text_factory = bytes
    same = after == [row for table in tables for row in original.execute(f'SELECT * FROM "{table}"')]
    original.close()
    return "; ".join(done) if done and not same else None


def main():
    program, database, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    reasons, failures = collections.Counter(), []
    with open(database, "rb") as file:
        whole = file.read()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "damaged.sqlite")
        with open(path + ".whole", "wb") as file:
            file.write(whole)
        tried = 0
        while tried < count:
            with open(path, "wb") as file:
                file.write(whole)
            damage = (in_bytes if tried % 2 == 0 else in_values)(chance, path)
            if damage is None:
                continue
            tried += 1
            try:
                run = subprocess.run([program, "query", "--database", path, "/v1/events?limit=1"], capture_output=True,
                                     timeout=30, check=False)
                code, told = run.returncode, run.stderr.decode(errors="replace").strip()
            except subprocess.TimeoutExpired:
                code, told = "no end", ""
            if code != REFUSED or not told:
                failures.append(f"{damage[:300]}: {code} {told[:200]}")
            reasons[re.sub(r"[0-9a-f]{16,}|\d+", "…", told.replace(path, "it"))[:70]] += 1
    for reason, times in reasons.most_common(12):
        print(f"{times:6}  {reason}")
    for failure in failures[:20]:
        print("✘", failure)
    print(f"{tried} damaged files, {tried - len(failures)} refused")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
