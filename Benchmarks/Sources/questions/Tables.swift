internal import SQLite

/// The same questions to SQLite, through its C interface: tables of integers, with an index for each way in.
enum Tables {
  static func ask(_ questions: [Asked], of path: String, rounds: Int) throws {
    let database = try Database(reading: path)
    try database.execute("PRAGMA mmap_size = 8589934592; PRAGMA temp_store = MEMORY")
    for question in questions {
      switch question.form {
      case "page":
        // The page alone: counting as well would double it.
        try run(question, "sqlite", pages(dates: "e.first <= ? AND e.last >= ?"), rounds, database)
        // The same with a table made for this question: every actor's events sorted by date.
        let denormalised = """
          SELECT e.id FROM actor_day d JOIN event e ON e.n = d.event
          WHERE d.actor = (SELECT n FROM actor WHERE id = ?) AND d.first <= ? AND d.last >= ?
          ORDER BY d.day, d.event LIMIT 20
          """
        try run(question, "sqlite, denormalised", denormalised, rounds, database)
      case "search": try search(question, rounds, database)
      default: try count(question, rounds, database)
      }
    }
  }

  private static func pages(dates: String) -> String {
    """
    SELECT e.id FROM participation p JOIN event e ON e.n = p.event
    WHERE p.actor = (SELECT n FROM actor WHERE id = ?) AND \(dates) ORDER BY e.day, e.n LIMIT 20
    """
  }

  private static func run(
    _ question: Asked, _ engine: String, _ sql: String, _ rounds: Int, _ database: borrowing Database
  ) throws {
    var statement = try Statement(sql, on: database)
    var answer = Asked.Answer(total: -1)
    let milliseconds = try Stopwatch.median(rounds: rounds) {
      try statement.bind(text: question.actor)
      try statement.bind(integer: question.dates?.last)
      try statement.bind(integer: question.dates?.first)
      answer.ids = []
      while try statement.step() { answer.ids.append(statement.text() ?? "") }
      statement.reset()
    }
    question.report(engine, milliseconds, answer)
  }

  /// The twenty best, and the number of all.
  private static func search(_ question: Asked, _ rounds: Int, _ database: borrowing Database) throws {
    let words = question.words.joined(separator: " ")
    var page = try Statement(
      "SELECT (SELECT id FROM event WHERE n = words.rowid) FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20",
      on: database)
    var total = try Statement("SELECT count(*) FROM words WHERE words MATCH ?", on: database)
    var answer = Asked.Answer()
    let milliseconds = try Stopwatch.median(rounds: rounds) {
      answer.ids = []
      try page.bind(text: words)
      while try page.step() { answer.ids.append(page.text() ?? "") }
      page.reset()
      try total.bind(text: words)
      while try total.step() { answer.total = total.integer() ?? 0 }
      total.reset()
    }
    question.report("sqlite fts5", milliseconds, answer)
  }

  private static func count(_ question: Asked, _ rounds: Int, _ database: borrowing Database) throws {
    let areas = question.areas.map { "(SELECT n FROM area WHERE id = '\($0)')" }.joined(separator: ", ")
    let dates = question.dates.map { "e.first <= \($0.last) AND e.last >= \($0.first)" }
    let selection =
      areas.isEmpty
      ? "FROM event e WHERE \(dates ?? "true")"
      : "FROM event e WHERE e.n IN (SELECT event FROM event_area WHERE area IN (\(areas)))"
    let sql =
      switch question.form {
      case "type": "SELECT e.type, count(*) \(selection) GROUP BY 1"
      case "actor":
        "SELECT (SELECT id FROM actor a WHERE a.n = c.actor), c.count FROM (SELECT p.actor, count(*) AS count "
          + "FROM participation p WHERE p.event IN (SELECT e.n \(selection)) GROUP BY 1) c"
      default:
        "SELECT (SELECT id FROM area a WHERE a.n = c.area), c.count FROM (SELECT p.area, count(*) AS count "
          + "FROM event_area p WHERE p.event IN (SELECT e.n \(selection)) GROUP BY 1) c"
      }
    var statement = try Statement(sql, on: database)
    var answer = Asked.Answer(total: -1)
    let milliseconds = try Stopwatch.median(rounds: rounds) {
      answer.counts = []
      while try statement.step() {
        let word = statement.text() ?? ""
        answer.counts.append((word, statement.integer() ?? 0))
      }
      statement.reset()
    }
    question.report("sqlite", milliseconds, answer)
  }
}
