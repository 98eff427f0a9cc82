internal import Cooperation
internal import Dataset
internal import Glibc
internal import Platform
internal import SQLite

// Asks one dataset what `Benchmarks/scale` compares, and prints a JSON line for each answer.
//
//   questions version                        of the SQLite in it
//   questions load DATABASE                  time from the file to a catalog that can be asked, and memory
//   questions ask DATABASE TABLES ROUNDS     answers and median times of the catalog, and of SQLite on TABLES
let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "load" where arguments.count == 3:
  let (seconds, dataset) = try Stopwatch.measure { try Loader.load(database: arguments[2]) }
  // As the server does.
  Heap.giveBack()
  let memory = Stopwatch.memory
  print(
    """
    {"events": \(dataset.catalog.events.count), "seconds": \(seconds), "resident": \(memory.resident), \
    "peak": \(memory.peak)}
    """)
case "ask" where arguments.count == 5:
  let rounds = Int(arguments[4]) ?? 9
  let questions = try Asked.all(of: arguments[3])
  let catalog = try Loader.load(database: arguments[2]).catalog
  for question in questions { question.ask(catalog, rounds: rounds) }
  try Tables.ask(questions, of: arguments[3], rounds: rounds)
case "version" where arguments.count == 2:
  let database = try Database()
  var row = try Statement("SELECT sqlite_version()", on: database)
  if try row.step() { print(row.text() ?? "") }
default:
  print("usage: questions version | questions load DATABASE | questions ask DATABASE TABLES ROUNDS")
  exit(64)
}
