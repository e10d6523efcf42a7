// swift-tools-version: 6.2
import PackageDescription

/// The benchmark of loading API documents, apart from the main package: it needs nothing but these modules (linked in from `Sources`)
/// and libyaml, so that a release build takes a minute.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "gatehouse-document-benchmark",
  dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")],
  targets: [
    .target(name: "JSONDocument", swiftSettings: settings),
    .target(name: "JSONSchema", dependencies: ["JSONDocument"], swiftSettings: settings),
    .target(name: "LocatedYAML", dependencies: ["JSONDocument", .product(name: "Yams", package: "Yams")], swiftSettings: settings),
    .target(name: "OpenAPI", dependencies: ["JSONDocument", "JSONSchema", "LocatedYAML"], swiftSettings: settings),
    .executableTarget(name: "document-benchmark", dependencies: ["JSONDocument", "OpenAPI"], swiftSettings: settings),
  ]
)
