// swift-tools-version: 6.2
import PackageDescription

/// The measurement of the fault proxy, apart from the main package: it needs nothing but that module and NIO, so that a release build
/// takes a minute or two.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]
let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
]

let package = Package(
  name: "fault-fidelity",
  dependencies: [.package(url: "https://github.com/apple/swift-nio", from: "2.101.2")],
  targets: [
    .target(name: "FaultProxy", dependencies: nio, swiftSettings: settings),
    .executableTarget(name: "fault-fidelity", dependencies: ["FaultProxy"] + nio, swiftSettings: settings),
  ]
)
