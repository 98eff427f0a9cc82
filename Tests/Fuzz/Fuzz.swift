import API
import Dataset
import Driver
import Foundation
import HTTP

// Each target takes any bytes and holds what the code under test makes of them against something independent: a slow
// reading of the grammar, Foundation, or the same question asked in another way. What does not hold ends the process,
// and libFuzzer keeps the bytes that did it. `script/fuzz` builds and runs this; nothing of it is in the product.

@main
enum Fuzz {
  static func main() {
    var arguments = CommandLine.argc
    var values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    // From the environment, since libFuzzer hands its arguments alone on to the processes that it starts.
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    let status: Int32
    switch name {
    case "requests": status = LLVMFuzzerRunDriver(&arguments, &values) { Fuzz.run(Requests.judge, $0, $1) }
    case "queries": status = LLVMFuzzerRunDriver(&arguments, &values) { Fuzz.run(Queries.judge, $0, $1) }
    case "dates": status = LLVMFuzzerRunDriver(&arguments, &values) { Fuzz.run(Dates.judge, $0, $1) }
    case "fixtures": status = LLVMFuzzerRunDriver(&arguments, &values) { Fuzz.run(FixtureFiles.judge, $0, $1) }
    default: preconditionFailure("FUZZ_TARGET is requests, queries, dates or fixtures, not “\(name)”")
    }
    exit(status)
  }

  private static func run(_ judge: ([UInt8]) -> Void, _ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    judge(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
  }
}

/// Ends the process unless `holds`, with a sentence.
func demand(_ holds: Bool, _ sentence: @autoclosure () -> String) {
  guard !holds else { return }
  FileHandle.standardError.write(Data("BROKEN: \(sentence())\n".utf8))
  abort()
}

/// A number that depends on all of some bytes: chance that can be repeated.
func digest(_ bytes: [UInt8]) -> Int {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return Int(truncatingIfNeeded: hash >> 17)
}

extension Service {
  /// The application on a dataset, with no page or contract worth the name.
  init(_ dataset: LoadedDataset) {
    self.init(
      Service.Edition(
        catalog: dataset.catalog, ndjson: Steps(dataset.lines) { $0.append(to: &$1) }, checksum: dataset.checksum,
        sqlite: ByteSource(count: dataset.image.count, append: dataset.image.append), seal: dataset.image.seal,
        openAPIYAML: { [] }, openAPIJSON: { Array("{}".utf8) },
        page: { FrontPage(html: [], style: [], script: [], later: [], words: []) { _ in "" } }))
  }
}
