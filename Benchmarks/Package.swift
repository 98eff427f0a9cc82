// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Programs that measure Passerelle. Its rooms are linked into `Sources`, so that what they keep within their package can
/// be called from here, and the product carries nothing for the benchmarks' sake.
let package = Package(
  name: "passerelle-benchmarks",
  targets: [
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CEpoll"),
    .target(name: "CSHA256"),
    .target(name: "Platform", dependencies: ["CEpoll", "CZlib"], swiftSettings: strict),
    .target(name: "JSON", swiftSettings: strict),
    .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: strict),
    .target(name: "Cooperation", swiftSettings: strict),
    .target(name: "Dataset", dependencies: ["CSHA256", "Cooperation", "JSON", "SQLite"], swiftSettings: strict),
    .target(name: "Synthetic", dependencies: ["Cooperation"], swiftSettings: strict),
    .executableTarget(name: "generate", dependencies: ["Cooperation", "Dataset", "Synthetic"], swiftSettings: strict),
    .executableTarget(
      name: "questions", dependencies: ["Cooperation", "Dataset", "Platform", "SQLite", "Synthetic"],
      swiftSettings: strict),
  ]
)
