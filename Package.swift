// swift-tools-version: 6.2

import PackageDescription

/// Every Swift target: Swift 6 mode (the tools version sets it) and no warning left standing.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The rooms of the house and what each may import; `script/lint` holds the same table against the sources.
let package = Package(
  name: "passerelle",
  products: [.executable(name: "passerelle", targets: ["passerelle"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CEpoll"),
    .target(name: "CResources"),
    .target(name: "CSHA256"),

    .target(name: "Platform", dependencies: ["CEpoll", "CZlib"], swiftSettings: strict),
    .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: strict),
    .target(name: "JSON", swiftSettings: strict),
    .target(name: "HTTP", dependencies: ["JSON", "Platform"], swiftSettings: strict),
    .target(name: "Cooperation", swiftSettings: strict),
    .target(name: "Dataset", dependencies: ["CSHA256", "Cooperation", "JSON", "SQLite"], swiftSettings: strict),
    .target(name: "API", dependencies: ["Cooperation", "HTTP", "JSON"], swiftSettings: strict),
    .executableTarget(
      name: "passerelle",
      dependencies: [
        "API", "CResources", "Cooperation", "Dataset", "HTTP", "JSON", "Platform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
    .testTarget(name: "PlatformTests", dependencies: ["Platform"], swiftSettings: strict),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP", "Platform"], swiftSettings: strict),
    .testTarget(name: "CooperationTests", dependencies: ["Cooperation"], swiftSettings: strict),
    .testTarget(
      name: "DatasetTests", dependencies: ["Cooperation", "Dataset", "JSON", "SQLite"], swiftSettings: strict),
    .testTarget(
      name: "APITests",
      dependencies: ["API", "Cooperation", "Dataset", "HTTP", "JSON", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .testTarget(name: "ServerTests", dependencies: ["passerelle"], swiftSettings: strict),
  ]
)

// What `script/fuzz` alone builds: it links only with libFuzzer.
if Context.environment["PASSERELLE_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "Driver", path: "Tests/Fuzz/Driver"),
    .executableTarget(
      name: "Fuzz", dependencies: ["API", "Cooperation", "Dataset", "Driver", "HTTP"], path: "Tests/Fuzz",
      exclude: ["Driver", "corpus", "seeds"], swiftSettings: strict),
  ]
}
