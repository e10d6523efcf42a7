// swift-tools-version: 6.2
import PackageDescription

/// The conformance runner and the benchmarks of the JSON modules, apart from the main package: they need nothing but these two
/// modules (linked in from `Sources`), so that a release build takes seconds.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "gatehouse-benchmarks",
  targets: [
    .target(name: "JSONDocument", swiftSettings: settings),
    .target(name: "JSONSchema", dependencies: ["JSONDocument"], swiftSettings: settings),
    .executableTarget(name: "schema-conformance", dependencies: ["JSONDocument", "JSONSchema"], swiftSettings: settings),
    .executableTarget(name: "schema-benchmark", dependencies: ["JSONDocument", "JSONSchema"], swiftSettings: settings),
  ]
)
