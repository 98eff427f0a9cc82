"""What other engines need and say: the tables for SQLite and DuckDB, an index for tantivy, and their answers.

    peers.py tables DATABASE TABLES          integers, indexes and FTS5 made from a database of Passerelle, and the questions
    peers.py tantivy TABLES DATABASE FOLDER ROUNDS
                                             answers and median times, a JSON line each
    peers.py duckdb TABLES ROUNDS
    peers.py load DATABASE PROGRAM           a row of the table of loading: medians of three
    peers.py compare ANSWERS                 the table of questions; fails where engines answer differently
"""

import datetime
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time

EPOCH = datetime.date(1970, 1, 1).toordinal()
LEAST, GREATEST = -(2**31), 2**31 - 1


def day(text, otherwise):
    """Days since 1970; `otherwise` where a date is open."""
    return datetime.date.fromisoformat(text).toordinal() - EPOCH if text else otherwise


def make_tables(source, target):
    if os.path.exists(target):
        os.remove(target)
    db = sqlite3.connect(f"file:{target}", uri=True)
    db.create_function("first_day", 3, lambda e, a, b: GREATEST if e is None else day(a, LEAST), deterministic=True)
    db.create_function("last_day", 3, lambda e, a, b: LEAST if e is None else day(b, GREATEST), deterministic=True)
    db.executescript(f"""
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;
        ATTACH 'file:{source}?mode=ro' AS s;
        CREATE TABLE actor (n INTEGER PRIMARY KEY, id TEXT UNIQUE);
        INSERT INTO actor (id) SELECT id FROM s.actor ORDER BY id;
        CREATE TABLE area (n INTEGER PRIMARY KEY, id TEXT UNIQUE);
        INSERT INTO area (id) SELECT id FROM s.area ORDER BY id;
        CREATE TABLE event (n INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, first INT, last INT, day INT);
        INSERT INTO event (id, type, first, last)
          SELECT id, type, first_day(edtf, earliest, latest), last_day(edtf, earliest, latest) FROM s.event ORDER BY id;
        UPDATE event SET day = iif(first > last OR first > {LEAST}, first, last);
        CREATE TABLE participation (actor INT, event INT, PRIMARY KEY (actor, event)) WITHOUT ROWID;
        INSERT INTO participation
          SELECT a.n, e.n FROM (
            SELECT event, actor FROM s.participation
            UNION SELECT event, on_behalf_of FROM s.participation WHERE on_behalf_of IS NOT NULL) p
          JOIN actor a ON a.id = p.actor JOIN event e ON e.id = p.event ORDER BY 1, 2;
        CREATE TABLE event_area (area INT, event INT, PRIMARY KEY (area, event)) WITHOUT ROWID;
        INSERT INTO event_area
          WITH RECURSIVE within (area, above) AS (
            SELECT id, id FROM s.area
            UNION ALL SELECT w.area, b.broader FROM within w JOIN s.area b ON b.id = w.above WHERE b.broader IS NOT NULL)
          SELECT DISTINCT a.n, e.n FROM s.event_area x JOIN within w ON w.area = x.area
          JOIN area a ON a.id = w.above JOIN event e ON e.id = x.event ORDER BY 1, 2;
        CREATE TABLE actor_day (actor INT, day INT, event INT, first INT, last INT, PRIMARY KEY (actor, day, event))
          WITHOUT ROWID;
        INSERT INTO actor_day
          SELECT p.actor, e.day, e.n, e.first, e.last FROM participation p JOIN event e ON e.n = p.event ORDER BY 1, 2, 3;
        CREATE INDEX event_by_dates ON event (first, last, type);
        CREATE INDEX event_by_type ON event (n, type);
        CREATE INDEX participation_by_event ON participation (event, actor);
        CREATE INDEX event_area_by_event ON event_area (event, area);
        CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
    """)
    db.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", texts(db))
    db.execute("INSERT INTO words (words) VALUES ('optimize')")
    db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'words', 'row')")
    questions(db)
    db.executescript("ANALYZE main")


def texts(db):
    """Every text of an event that Passerelle's search looks into, in the order of the events' ids."""
    extra = {}
    for query in (
        "SELECT object, alias FROM s.alias WHERE kind = 'event'",
        "SELECT event, concat_ws(' | ', post_fr, post_en, post_ja) FROM s.participation WHERE post_fr IS NOT NULL",
        "SELECT event, concat_ws(' | ', label_fr, label_en, label_ja) FROM s.figure",
    ):
        if sqlite3.sqlite_version_info < (3, 44):
            for name in ("post", "label"):
                query = query.replace(
                    f"concat_ws(' | ', {name}_fr, {name}_en, {name}_ja)",
                    f"{name}_fr || ' | ' || {name}_en || ' | ' || coalesce({name}_ja, '')")
        for event, text in db.execute(query):
            extra[event] = extra.get(event, "") + " | " + text
    rows = db.execute("SELECT id, name_fr, name_en, name_ja, summary_fr, summary_en, summary_ja FROM s.event ORDER BY id")
    for number, (event, *columns) in enumerate(rows):
        yield number + 1, " | ".join(text for text in columns if text) + extra.get(event, "")


def questions(db):
    """The same questions for every engine, chosen by how much there is of what they ask for."""
    count = db.execute("SELECT count(*) FROM event").fetchone()[0]
    db.execute("CREATE TABLE question (name TEXT, form TEXT, actor TEXT, words TEXT, areas TEXT, first INT, last INT)")

    def add(name, form, actor=None, words=None, areas=None, dates=(None, None)):
        db.execute("INSERT INTO question VALUES (?, ?, ?, ?, ?, ?, ?)", (name, form, actor, words, areas, *dates))

    twenty_years = (day("1990-01-01", 0), day("2009-12-31", 0))
    for share, name in ((0.026, "busy actor, 20 years"), (0.003, "lesser actor, 20 years")):
        actor = db.execute(
            "SELECT id FROM actor JOIN (SELECT actor, count(*) c FROM participation GROUP BY 1) ON actor = n "
            "ORDER BY abs(c - ?) LIMIT 1", (share * count,)).fetchone()[0]
        add(name, "page", actor=actor, dates=twenty_years)

    # Plain words: engines differ in how they fold others.
    words = [
        (word, holders)
        for word, holders in db.execute("SELECT term, doc FROM temp.vocabulary WHERE term GLOB '[a-z]*' ORDER BY doc DESC")
        if word.isascii() and len(word) > 2
    ]
    for share, name in ((0.32, "two common words"), (0.12, "two middling words"), (0.009, "two rare words")):
        best = sorted(words, key=lambda entry: abs(entry[1] - share * count))[:2]
        add(name, "search", words=" ".join(word for word, _ in best))

    # Ranges that about a tenth of all events may lie in.
    dates = (day("2021-01-01", 0), day("2023-06-30", 0))
    add("types, dates", "type", dates=dates)
    add("actors, dates", "actor", dates=dates)
    add("areas, dates", "area", dates=dates)
    total, areas = 0, []
    for area, size in db.execute(
        "SELECT id, (SELECT count(*) FROM event_area x WHERE x.area = n) c FROM area ORDER BY abs(c - ?)", (count / 30,)):
        if total < count / 10:
            areas.append(area)
            total += size
    add("types, areas", "type", areas=" ".join(sorted(areas)))
    add("areas, areas", "area", areas=" ".join(sorted(areas)))
    db.commit()


def measure(rounds, ask):
    """The median time in milliseconds, and the answer; what takes long is run less often."""
    times, answer = [], None
    while len(times) < rounds and (len(times) < 3 or sum(times) < 2):
        start = time.perf_counter()
        answer = ask()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000, answer


def report(question, engine, milliseconds, total=-1, ids=(), counts=None):
    print(json.dumps({
        "question": question, "engine": engine, "ms": milliseconds, "total": total, "ids": list(ids),
        "counts": counts or {}}))


def rows(tables):
    db = sqlite3.connect(tables)
    db.row_factory = sqlite3.Row
    return db.execute("SELECT * FROM question").fetchall()


def ask_tantivy(tables, source, folder, rounds):
    import tantivy

    os.makedirs(folder, exist_ok=True)
    schema = tantivy.SchemaBuilder().add_text_field("text").add_unsigned_field("n", stored=True).build()
    index = tantivy.Index(schema, path=folder)
    if index.searcher().num_docs == 0:
        # One thread and one segment: what a search is asked here is one thread's work.
        writer = index.writer(1_000_000_000, 1)
        db = sqlite3.connect("file::memory:", uri=True)
        db.execute("ATTACH ? AS s", (f"file:{source}?mode=ro",))
        start = time.perf_counter()
        for number, text in texts(db):
            writer.add_document(tantivy.Document(text=text, n=number))
        writer.commit()
        writer.wait_merging_threads()
        print(f"tantivy indexed in {time.perf_counter() - start:.1f} s", file=sys.stderr)
        index.reload()
    searcher = index.searcher()
    db = sqlite3.connect(tables)
    for question in rows(tables):
        if question["form"] != "search":
            continue
        query = index.parse_query(" AND ".join(question["words"].split()), ["text"])
        milliseconds, result = measure(rounds, lambda: searcher.search(query, 20, count=True))
        numbers = [searcher.doc(address)["n"][0] for _, address in result.hits]
        ids = [db.execute("SELECT id FROM event WHERE n = ?", (number,)).fetchone()[0] for number in numbers]
        report(question["name"], "tantivy", milliseconds, result.count, ids)


def ask_duckdb(tables, rounds):
    import duckdb

    db = duckdb.connect()
    db.execute("SET threads = 1")
    source = sqlite3.connect(tables)
    folder = os.path.dirname(tables)
    for table in ("actor", "area", "event", "participation", "event_area"):
        cursor = source.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        path = os.path.join(folder, table + ".csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(",".join(names) + "\n")
            for row in cursor:
                file.write(",".join(str(value) for value in row) + "\n")
        db.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{path}', header = true)")
        os.remove(path)
    for question in rows(tables):
        form, first, last = question["form"], question["first"], question["last"]
        areas = ", ".join(f"'{area}'" for area in (question["areas"] or "").split())
        selection = (
            f"e.n IN (SELECT event FROM event_area WHERE area IN (SELECT n FROM area WHERE id IN ({areas})))"
            if areas else f"e.first <= {last} AND e.last >= {first}")
        if form == "page":
            sql = (
                f"SELECT e.id FROM participation p JOIN event e ON e.n = p.event WHERE {selection} AND p.actor = "
                f"(SELECT n FROM actor WHERE id = '{question['actor']}') ORDER BY e.day, e.n LIMIT 20")
            milliseconds, found = measure(rounds, lambda: db.execute(sql).fetchall())
            report(question["name"], "duckdb", milliseconds, ids=[row[0] for row in found])
        elif form != "search":
            sql = {
                "type": f"SELECT e.type, count(*) FROM event e WHERE {selection} GROUP BY 1",
                "actor": "SELECT a.id, c.c FROM (SELECT p.actor, count(*) c FROM participation p JOIN event e ON e.n = p.event "
                f"WHERE {selection} GROUP BY 1) c JOIN actor a ON a.n = c.actor",
                "area": "SELECT a.id, c.c FROM (SELECT p.area, count(*) c FROM event_area p JOIN event e ON e.n = p.event "
                f"WHERE {selection} GROUP BY 1) c JOIN area a ON a.n = c.area",
            }[form]
            milliseconds, found = measure(rounds, lambda: db.execute(sql).fetchall())
            report(question["name"], "duckdb", milliseconds, counts=dict(found))


def load(source, program):
    """Reads a database with the sqlite3 program and with ours, by turns."""
    db = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    scan = "\n".join(f"SELECT * FROM {name};" for name in names)
    text = 0
    for table in ("area", "place", "actor", "document", "event", "claim", "participation", "figure", "actor_post", "alias"):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        for column in columns:
            if column[-3:] in ("_fr", "_en", "_ja") or column == "alias":
                text += db.execute(f"SELECT coalesce(sum(length(cast({column} AS BLOB))), 0) FROM {table}").fetchone()[0]
    scans, loads = [], []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(["sqlite3", source], input=scan, text=True, stdout=subprocess.DEVNULL, check=True)
        scans.append(time.perf_counter() - start)
        loads.append(json.loads(subprocess.run([program, "load", source], capture_output=True, text=True, check=True).stdout))
    scan, seconds = statistics.median(scans), statistics.median(entry["seconds"] for entry in loads)
    resident = statistics.median(entry["resident"] for entry in loads)
    print(
        f"| {loads[0]['events']:,} | {text / 1e6:.0f} MB | {os.path.getsize(source) / 1e6:.0f} MB | {scan:.2f} s "
        f"| {seconds:.2f} s | {seconds / scan:.1f} | {resident / 1e6:.0f} MB | {resident / text:.1f} |", flush=True)


def compare(path):
    with open(path, encoding="utf-8") as file:
        answers = [json.loads(line) for line in file]
    print("| question | matches | ours, ms | engine | its ms | ratio | same answer |")
    print("| --- | --: | --: | --- | --: | --: | --- |")
    differs = False
    for ours in (answer for answer in answers if answer["engine"] == "passerelle"):
        for theirs in answers:
            if theirs["question"] != ours["question"] or theirs is ours:
                continue
            # Engines weigh words differently, so of a search they share the number of hits; all else must be the same.
            same = (
                theirs["total"] in (-1, ours["total"]) and theirs["counts"] == ours["counts"]
                and (theirs["engine"] in ("tantivy", "sqlite fts5") or theirs["ids"] == ours["ids"]))
            differs |= not same
            print(
                f"| {ours['question']} | {ours['total']:,} | {ours['ms']:.3f} | {theirs['engine']} | {theirs['ms']:.3f} "
                f"| {theirs['ms'] / ours['ms']:.1f} | {'yes' if same else 'NO'} |")
    sys.exit(1 if differs else 0)


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "tables":
        make_tables(*rest)
    elif command == "tantivy":
        ask_tantivy(rest[0], rest[1], rest[2], int(rest[3]))
    elif command == "duckdb":
        ask_duckdb(rest[0], int(rest[1]))
    elif command == "load":
        load(*rest)
    else:
        compare(*rest)
