internal import Glibc
internal import Cooperation
internal import Dataset
internal import Synthetic

// Writes a synthetic dataset: generate COUNT FILE [SEED]
let arguments = CommandLine.arguments
guard arguments.count >= 3, let count = Int(arguments[1]), count > 0,
  let seed = arguments.count > 3 ? UInt64(arguments[3]) : 1
else {
  print("usage: generate COUNT FILE [SEED]")
  exit(64)
}
var synthesis = Synthesis(count: count, seed: seed)
try Importer.write(to: arguments[2], synthesis.info) { inserter in
  for record in synthesis.areas() { try inserter.insert(record) }
  for record in synthesis.places() { try inserter.insert(record) }
  for record in synthesis.actors() { try inserter.insert(record) }
  for record in synthesis.documents() { try inserter.insert(record) }
  for number in 0..<count { try inserter.insert(synthesis.event(number)) }
  for number in 0..<synthesis.claimCount { try inserter.insert(synthesis.claim(number)) }
}
