import Cooperation

/// The folder that holds the fixtures; what cannot be read goes to the log.
struct FixtureFolder {
  let path: String
  let log: ViolationLog

  /// The one object of `dataset.json`, or a stand-in.
  func info() -> DatasetInfo {
    let file = DatasetInfo.file
    let nothing = LocalizedText(fr: "", en: "")
    let standIn = DatasetInfo(version: "", released: 0, licence: "", title: nothing, description: nothing)
    guard let value = value(of: file) else { return standIn }
    return Fields.read(value, in: file, record: nil, log: log) { DatasetInfo(&$0) } ?? standIn
  }

  /// The records of a kind's file, in its order; their trees are added to `trees`.
  func records<Record: FixtureRecord>(_ trees: inout [Kind: [String: JSONValue]]) -> [Record] {
    guard let value = value(of: Record.file) else { return [] }
    guard case .array(let items) = value else {
      log.add(Record.file, nil, nil, "it is \(value.noun), expected a list of records")
      return []
    }
    return items.enumerated().compactMap { index, item in
      let name = item["id"]?.string ?? "record \(index + 1)"
      let record = Fields.read(item, in: Record.file, record: name, log: log) { Record(&$0) }
      if let record { trees[Record.kind, default: [:]][record.id] = item }
      return record
    }
  }

  private func value(of file: String) -> JSONValue? {
    do {
      return try JSONReader.value(of: FileReading.bytes(of: path + "/" + file))
    } catch let error as JSONReader.Malformed {
      log.add(file, nil, nil, "line \(error.line): \(error.reason)")
    } catch let error as FileReading.Failure {
      log.add(file, nil, nil, error.reason)
    } catch {
      log.add(file, nil, nil, "\(error)")
    }
    return nil
  }
}
