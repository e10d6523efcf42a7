// swift-tools-version: 6.2
import PackageDescription

/// The simulations of the performance gate's statistics, and histograms for other readers, apart from the main package: they need
/// nothing but this module (linked in from `Sources`), so that a release build takes seconds.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "gatehouse-statistics-benchmark",
  targets: [
    .target(name: "PerfStatistics", swiftSettings: settings),
    .executableTarget(name: "statistics-benchmark", dependencies: ["PerfStatistics"], swiftSettings: settings),
    .executableTarget(name: "histogram-samples", dependencies: ["PerfStatistics"], swiftSettings: settings),
  ]
)
