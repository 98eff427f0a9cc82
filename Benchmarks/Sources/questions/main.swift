internal import Cooperation
internal import Dataset
internal import Glibc

let arguments = CommandLine.arguments
let (seconds, dataset) = try Stopwatch.measure { try Loader.load(database: arguments[1]) }
print("loaded \(dataset.catalog.events.count) events in \(seconds) s: \(Stopwatch.memory)")
