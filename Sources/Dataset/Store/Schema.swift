import Cooperation

/// The database as people may read it: one table a noun, one a list, texts in a column per language.
///
/// Lists keep their order in `position`, from 0. Dates are kept as stated (EDTF) beside the ISO days between which they lie.
/// Tables without rowid are sorted by their keys, so reading them in order costs no sorting.
enum Schema {
  /// `Pass` in ASCII: what `file` and SQLite tell this database from others by.
  static let applicationID = 0x5061_7373
  /// Goes up whenever a table or column changes: other versions are refused, not guessed at.
  static let version = 1

  /// The order of events in answers, `dataset.ndjson` and the index: by day, undated ones last.
  static let eventDay = "coalesce(earliest, latest, '9999-99-99')"

  static let tables = [pragmas, nouns, lists].joined(separator: "\n")
  /// Indexes and views, made when the tables are full: that is faster, and packs them closer.
  static let shortcuts = [indexes, views].joined(separator: "\n")

  private static var pragmas: String {
    "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version);"
  }

  /// A closed list, as a constraint.
  private static func words<T: Enumeration>(_ column: String, _: T.Type) -> String {
    "\(column) TEXT CHECK (\(column) IN (\(T.allCases.map { "'\($0.word)'" }.joined(separator: ", "))))"
  }

  private static func text(_ name: String) -> String {
    "\(name)_fr TEXT NOT NULL, \(name)_en TEXT NOT NULL, \(name)_ja TEXT"
  }

  private static func textOrNull(_ name: String) -> String {
    "\(name)_fr TEXT CHECK ((\(name)_fr IS NULL) = (\(name)_en IS NULL)), \(name)_en TEXT, "
      + "\(name)_ja TEXT CHECK (\(name)_ja IS NULL OR \(name)_fr IS NOT NULL)"
  }

  /// A date's columns; those of an event have no prefix.
  private static func date(_ prefix: String = "") -> String {
    """
    \(prefix)edtf TEXT, -- ISO 8601-2, as precisely as the source says it
      \(words("\(prefix)basis", DateBasis.self)),
      \(prefix)time TEXT, -- HH:MM, local
      \(prefix)earliest TEXT, -- ISO day, inclusive; NULL where open
      \(prefix)latest TEXT
    """
  }

  private static let stamps = "added TEXT NOT NULL, updated TEXT NOT NULL"

  private static var nouns: String {
    """
    CREATE TABLE dataset (
      id INTEGER PRIMARY KEY CHECK (id = 1), -- one row
      version TEXT NOT NULL, -- year.month.number of the release
      released TEXT NOT NULL, -- UTC
      licence TEXT NOT NULL, -- SPDX
      \(text("title")),
      \(text("description")),
      checksum TEXT NOT NULL -- SHA-256 of dataset.ndjson
    ) STRICT;
    CREATE TABLE seal (
      sha256 TEXT NOT NULL -- of this file, taken while these 64 characters read 'unsealed' and 56 dots
    ) STRICT;
    CREATE TABLE area ( -- a field of cooperation
      id TEXT PRIMARY KEY,
      \(text("name")),
      \(text("definition")),
      broader TEXT REFERENCES area, -- NULL for a domain
      \(stamps)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE place (
      id TEXT PRIMARY KEY, \(words("type", PlaceType.self)) NOT NULL,
      \(text("name")),
      country TEXT, -- ISO 3166-1 alpha-2
      within TEXT REFERENCES place,
      latitude REAL, longitude REAL, -- degrees, WGS 84
      \(stamps),
      CHECK ((latitude IS NULL) = (longitude IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE actor (
      id TEXT PRIMARY KEY, \(words("type", ActorType.self)) NOT NULL,
      \(text("name")),
      \(text("description")),
      country TEXT, -- ISO 3166-1 alpha-2
      part_of TEXT REFERENCES actor,
      \(stamps)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE document (
      id TEXT PRIMARY KEY, \(words("type", DocumentType.self)) NOT NULL,
      \(text("name")),
      title TEXT, -- as printed
      publisher TEXT REFERENCES actor, language TEXT NOT NULL, -- ISO 639-1
      source_url TEXT, source_file TEXT, -- its name in the folder of sources
      paragraphs INTEGER NOT NULL CHECK (paragraphs > 0), -- how many non-empty lines it has
      \(date("published_")),
      \(date("revised_")),
      \(stamps)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE event (
      id TEXT PRIMARY KEY, \(words("type", EventType.self)) NOT NULL,
      \(text("name")),
      \(text("summary")),
      \(words("status", EventStatus.self)) NOT NULL,
      part_of TEXT REFERENCES event,
      disputed INTEGER NOT NULL CHECK (disputed IN (0, 1)),
      \(stamps),
      \(date())
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE claim ( -- what one paragraph says of one field
      id TEXT PRIMARY KEY,
      subject_kind TEXT NOT NULL CHECK (subject_kind IN (\(subjectKinds.map { "'\($0)'" }.joined(separator: ", ")))),
      subject TEXT NOT NULL,
      field TEXT, -- JSON Pointer into the subject; NULL for a free-standing statement
      value TEXT NOT NULL, -- JSON
      \(text("statement")),
      document TEXT NOT NULL REFERENCES document,
      paragraph INTEGER NOT NULL CHECK (paragraph > 0), -- ordinal among its non-empty lines
      asserted_by TEXT REFERENCES actor,
      \(words("status", ClaimStatus.self)) NOT NULL,
      \(stamps),
      \(references("about", "subject_kind", "subject")),
      \(textOrNull("note"))
    ) STRICT, WITHOUT ROWID;
    """
  }

  private static var lists: String {
    """
    CREATE TABLE alias ( -- every other form of a name that a reader may type or a source prints
      kind TEXT NOT NULL CHECK (kind IN (\(subjectKinds.map { "'\($0)'" }.joined(separator: ", ")))),
      object TEXT NOT NULL, position INTEGER NOT NULL, alias TEXT NOT NULL,
      \(references("of", "kind", "object")),
      PRIMARY KEY (kind, object, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE membership (
      actor TEXT NOT NULL REFERENCES actor, position INTEGER NOT NULL, member_of TEXT NOT NULL REFERENCES actor,
      PRIMARY KEY (actor, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE actor_post ( -- an office that a source shows an actor in
      actor TEXT NOT NULL REFERENCES actor, position INTEGER NOT NULL,
      \(text("title")),
      of TEXT REFERENCES actor,
      \(date()),
      PRIMARY KEY (actor, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE participation (
      event TEXT NOT NULL REFERENCES event, position INTEGER NOT NULL,
      actor TEXT NOT NULL REFERENCES actor,
      \(words("role", Role.self)) NOT NULL,
      on_behalf_of TEXT REFERENCES actor,
      -- the office held then
      \(textOrNull("post")),
      PRIMARY KEY (event, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE event_area (
      event TEXT NOT NULL REFERENCES event, position INTEGER NOT NULL, area TEXT NOT NULL REFERENCES area,
      PRIMARY KEY (event, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE event_place (
      event TEXT NOT NULL REFERENCES event, position INTEGER NOT NULL, place TEXT NOT NULL REFERENCES place,
      PRIMARY KEY (event, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE relation ( -- the inverse is not recorded
      event TEXT NOT NULL REFERENCES event, position INTEGER NOT NULL, other TEXT NOT NULL REFERENCES event,
      \(words("relation", Relation.self)) NOT NULL,
      PRIMARY KEY (event, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE figure (
      event TEXT NOT NULL REFERENCES event, position INTEGER NOT NULL,
      \(words("kind", FigureKind.self)) NOT NULL,
      value REAL NOT NULL, unit TEXT NOT NULL, -- ISO 4217, ha, min, year, or what is counted
      \(words("qualifier", Qualifier.self)),
      \(words("nature", FigureNature.self)),
      \(text("label")),
      recipient TEXT REFERENCES actor,
      PRIMARY KEY (event, position)
    ) STRICT, WITHOUT ROWID;
    """
  }

  private static var indexes: String {
    """
    CREATE INDEX event_by_day ON event (\(eventDay), id);
    CREATE INDEX participation_by_actor ON participation (actor);
    CREATE INDEX event_area_by_area ON event_area (area);
    CREATE INDEX event_place_by_place ON event_place (place);
    CREATE INDEX claim_by_subject ON claim (subject_kind, subject);
    CREATE INDEX claim_by_document ON claim (document, paragraph);
    CREATE INDEX alias_by_alias ON alias (alias);
    """
  }

  private static var views: String {
    """
    CREATE VIEW events_by_actor AS -- who took part in what, itself or through somebody on its behalf
      SELECT p.actor, a.name_fr AS actor_fr, a.name_en AS actor_en, p.role, p.post_fr, p.post_en, 0 AS represented,
        e.id AS event, e.edtf, e.name_fr, e.name_en
      FROM participation p JOIN actor a ON a.id = p.actor JOIN event e ON e.id = p.event
      UNION ALL
      SELECT p.on_behalf_of, a.name_fr, a.name_en, p.role, p.post_fr, p.post_en, 1, e.id, e.edtf, e.name_fr, e.name_en
      FROM participation p JOIN actor a ON a.id = p.on_behalf_of JOIN event e ON e.id = p.event;
    CREATE VIEW claims_of_event AS -- on what each event rests
      SELECT subject AS event, field, value, statement_fr, statement_en, document, paragraph, status, id AS claim
      FROM claim WHERE subject_kind = 'event' ORDER BY subject, field, id;
    CREATE VIEW timeline AS -- all events in order of time
      SELECT edtf, earliest, latest, basis, type, status, id, name_fr, name_en, name_ja
      FROM event ORDER BY \(eventDay), id;
    """
  }

  /// What has aliases and what claims are about.
  private static let subjectKinds = ["event", "actor", "area", "place", "document"]

  /// A column per kind that is the id where the kind is that, so that the reference is a foreign key.
  private static func references(_ prefix: String, _ kind: String, _ id: String) -> String {
    subjectKinds.map { noun in
      "\(prefix)_\(noun) TEXT REFERENCES \(noun)"
        + " GENERATED ALWAYS AS (CASE \(kind) WHEN '\(noun)' THEN \(id) END) VIRTUAL"
    }.joined(separator: ",\n  ")
  }
}
