// swift-tools-version: 6.2

import PackageDescription

/// A peer to measure against, apart from the product: nothing of Passerelle depends on it.
let package = Package(
  name: "hummingbird-peer",
  platforms: [.macOS(.v14)],
  dependencies: [.package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1")],
  targets: [
    .executableTarget(
      name: "HummingbirdPeer", dependencies: [.product(name: "Hummingbird", package: "hummingbird")])
  ]
)
