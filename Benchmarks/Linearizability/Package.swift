// swift-tools-version: 6.2
import PackageDescription

/// The benchmark of the linearizability checker, apart from the main package: it needs nothing but that module (linked in from
/// `Sources`), so that a release build takes seconds.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "gatehouse-history-benchmark",
  targets: [
    .target(name: "Linearizability", swiftSettings: settings),
    .executableTarget(name: "history-benchmark", dependencies: ["Linearizability"], swiftSettings: settings),
  ]
)
