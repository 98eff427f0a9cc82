/// The columns of each table in the order in which records are bound to them and read from them.
enum Tables {
  static let dataset = "version, released, licence, \(text("title")), \(text("description"))"
  static let area = "id, \(text("name")), \(text("definition")), broader, added, updated"
  static let place = "id, type, \(text("name")), country, within, latitude, longitude, added, updated"
  static let actor = "id, type, \(text("name")), \(text("description")), country, part_of, added, updated"
  static let document =
    "id, type, \(text("name")), title, publisher, \(date("published_")), \(date("revised_")), language, source_url, "
    + "source_file, paragraphs, added, updated"
  static let event =
    "id, type, \(text("name")), \(text("summary")), \(date("")), status, part_of, disputed, added, updated"
  static let claim =
    "id, subject_kind, subject, field, value, \(text("statement")), document, paragraph, asserted_by, status, "
    + "\(text("note")), added, updated"

  // The lists, without their owner and position.
  static let membership = "member_of"
  static let post = "\(text("title")), of, \(date(""))"
  static let participation = "actor, role, \(text("post")), on_behalf_of"
  static let eventArea = "area"
  static let eventPlace = "place"
  static let relation = "other, relation"
  static let figure = "kind, value, unit, qualifier, nature, \(text("label")), recipient"

  static func insert(into table: String, _ columns: String) -> String {
    let parameters = Array(repeating: "?", count: columns.split(separator: ",").count).joined(separator: ", ")
    return "INSERT INTO \(table) (\(columns)) VALUES (\(parameters))"
  }

  private static func text(_ name: String) -> String { "\(name)_fr, \(name)_en, \(name)_ja" }

  private static func date(_ prefix: String) -> String {
    ["edtf", "basis", "time", "earliest", "latest"].map { prefix + $0 }.joined(separator: ", ")
  }
}
