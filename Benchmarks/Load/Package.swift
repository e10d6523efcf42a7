// swift-tools-version: 6.2
import PackageDescription

/// The load generator on a command line of its own, apart from the main package: its sockets need nothing but the statistics
/// (linked in from `Sources`, of HTTPWire only the folder of the load), so that a release build takes seconds.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "gatehouse-load-benchmark",
  targets: [
    .systemLibrary(name: "CLinux"),
    .target(name: "PerfStatistics", swiftSettings: settings),
    .target(name: "HTTPWire", dependencies: ["PerfStatistics", "CLinux"], swiftSettings: settings),
    .executableTarget(name: "load-benchmark", dependencies: ["HTTPWire", "PerfStatistics"], swiftSettings: settings),
  ]
)
