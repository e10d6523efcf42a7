// swift-tools-version: 6.2
import PackageDescription

/// The load generator and the comparison of services on command lines of their own, apart from the main package: they need nothing
/// but the statistics (linked in from `Sources`, of HTTPWire and PerfGate only these folders), so that a release build takes seconds.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "gatehouse-load-benchmark",
  targets: [
    .systemLibrary(name: "CLinux"),
    .target(name: "PerfStatistics", swiftSettings: settings),
    .target(name: "HTTPWire", dependencies: ["PerfStatistics", "CLinux"], swiftSettings: settings),
    .target(name: "PerfGate", dependencies: ["HTTPWire", "PerfStatistics"], swiftSettings: settings),
    .executableTarget(name: "compare-benchmark", dependencies: ["PerfGate", "HTTPWire", "PerfStatistics"], swiftSettings: settings),
    .executableTarget(name: "load-benchmark", dependencies: ["HTTPWire", "PerfStatistics"], swiftSettings: settings),
  ]
)
