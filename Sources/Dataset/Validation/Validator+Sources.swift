import Cooperation

/// What only the documents' own texts can tell: how many paragraphs they have, and whether our words are our own.
extension Validator {
  func checkSources(in folder: String) throws(DatasetError) {
    let path: String
    do {
      path = try FileReading.resolvedFolder(folder)
    } catch {
      throw .unreadable(path: folder, reason: error.reason)
    }
    let names = texts.filter(\.isName).flatMap { [$0.text.fr, $0.text.en] } + aliases
    var wording = Wording(asides: names + FixedTerms.all)
    for document in fixtures.documents {
      guard let file = document.sourceFile else { continue }
      do {
        let text = String(decoding: try FileReading.bytes(of: path + "/" + file), as: UTF8.self)
        let paragraphs = text.unicodeScalars.split(separator: "\n").filter { line in
          !line.allSatisfy(\.properties.isWhitespace)
        }
        if paragraphs.count != document.paragraphs {
          report(
            document, "/paragraphs", "is \(document.paragraphs), but \(file) has \(paragraphs.count) non-empty lines")
        }
        for paragraph in paragraphs {
          wording.add(source: String(String.UnicodeScalarView(paragraph)), of: document.id)
        }
      } catch {
        report(document, "/source_file", "\(file): \(error.reason)")
      }
    }
    for placed in texts where !placed.isName {
      for (language, text) in [("fr", placed.text.fr), ("en", placed.text.en)] {
        guard let copied = wording.firstCopy(in: text) else { continue }
        log.add(
          placed.file, placed.record, "\(placed.field)/\(language)",
          "“\(copied.words)” stands so in \(copied.document); say it in other words")
      }
    }
  }

  private var aliases: [String] {
    fixtures.areas.flatMap(\.aliases) + fixtures.places.flatMap(\.aliases) + fixtures.actors.flatMap(\.aliases)
      + fixtures.documents.flatMap { $0.aliases + [$0.title].compactMap(\.self) }
  }
}
