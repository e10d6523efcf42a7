// swift-tools-version: 6.2
import PackageDescription

/// Every target of our own compiles in Swift 6 mode and treats a warning as an error.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
  .product(name: "NIOWebSocket", package: "swift-nio"),
]
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
  name: "gatehouse",
  products: [.executable(name: "gatehouse", targets: ["gatehouse"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // System libraries
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLibCrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CLibSSL", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

    // The model and the engine
    module("GateModel"),
    module("GateKit", ["GateModel"]),
    module("GateEngine", ["GateKit", "GateModel"]),
    module("GateConfig", ["GateModel", "LocatedYAML"]),
    module("GateReporters", ["GateModel", "XMLKit"]),

    // Libraries
    module("JSONDocument"),
    module("JSONSchema", ["JSONDocument"]),
    module("LocatedYAML", ["JSONDocument", yams]),
    module("OpenAPI", ["JSONDocument", "JSONSchema", "LocatedYAML"]),
    module("HTTPWire", ["PerfStatistics", "CLinux", "CLibSSL", .product(name: "NIOHPACK", package: "swift-nio-http2")] + nio),
    module("FaultProxy", nio),
    module("PostgresAccess", ["CLibPQ"]),
    module("PostgresCluster", ["PostgresAccess"]),
    module("Linearizability"),
    module("PerfStatistics"),
    module("Cryptography", ["CLibCrypto", "CLibCrypt"]),
    module("XMLKit", ["CLibXML2"]),
    module(
      "StepLanguage", ["GateModel", "GateKit", "JSONDocument", "JSONSchema", "OpenAPI", "HTTPWire", "PostgresAccess", "LocatedYAML"]),

    // The gates
    module("ContractGate", ["GateModel", "GateKit", "GateConfig", "JSONDocument", "JSONSchema", "OpenAPI", "HTTPWire"]),
    module(
      "ScenarioGate",
      ["GateModel", "GateKit", "GateConfig", "JSONDocument", "JSONSchema", "HTTPWire", "FaultProxy", "PostgresAccess", "StepLanguage"]),
    module(
      "RaceGate",
      [
        "GateModel", "GateKit", "GateConfig", "JSONDocument", "JSONSchema", "HTTPWire", "FaultProxy", "PostgresAccess", "Linearizability",
        "PerfStatistics", "StepLanguage",
      ]),
    module("PerfGate", ["GateModel", "GateKit", "GateConfig", "JSONDocument", "HTTPWire", "PerfStatistics", "StepLanguage"] + nio),
    module(
      "GuardGate",
      ["GateModel", "GateKit", "GateConfig", "JSONDocument", "JSONSchema", "LocatedYAML", "PostgresAccess", "Cryptography"]),

    // The reference service and what is wrong with it on purpose
    module(
      "ReferenceService",
      [
        "PostgresAccess", "Cryptography", "JSONDocument", "LocatedYAML",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "Logging", package: "swift-log"),
      ] + nio),
    module("SeededDefects", ["ReferenceService", "JSONDocument", "Cryptography"]),

    // The command line
    .executableTarget(
      name: "gatehouse",
      dependencies: [
        "GateModel", "GateKit", "GateEngine", "GateConfig", "GateReporters", "JSONDocument", "JSONSchema", "OpenAPI", "HTTPWire",
        "FaultProxy", "PostgresAccess", "PostgresCluster", "StepLanguage", "ContractGate", "ScenarioGate", "RaceGate", "PerfGate",
        "GuardGate", "ReferenceService", "SeededDefects", "Cryptography", "Linearizability",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: settings),

    // Tests, one target a module
    tests("GateModelTests", ["GateModel"]),
    tests("GateKitTests", ["GateKit", "GateModel"]),
    tests("GateEngineTests", ["GateEngine", "GateKit", "GateModel"]),
    tests("GateConfigTests", ["GateConfig", "GateModel"]),
    tests("GateReportersTests", ["GateReporters", "GateModel", "XMLKit"]),
    tests("JSONDocumentTests", ["JSONDocument"]),
    tests("JSONSchemaTests", ["JSONSchema", "JSONDocument"]),
    tests("LocatedYAMLTests", ["LocatedYAML", "JSONDocument"]),
    tests("OpenAPITests", ["OpenAPI", "LocatedYAML", "JSONDocument", "JSONSchema"]),
    tests("HTTPWireTests", ["HTTPWire", "PerfStatistics", .product(name: "NIOHTTP2", package: "swift-nio-http2")] + nio),
    tests("FaultProxyTests", ["FaultProxy"] + nio),
    tests("PostgresAccessTests", ["PostgresAccess", "PostgresCluster"]),
    tests("PostgresClusterTests", ["PostgresCluster", "PostgresAccess"]),
    tests("LinearizabilityTests", ["Linearizability"]),
    tests("PerfStatisticsTests", ["PerfStatistics"]),
    tests("CryptographyTests", ["Cryptography"]),
    tests("XMLKitTests", ["XMLKit"]),
    tests("StepLanguageTests", ["StepLanguage", "GateKit", "GateModel", "HTTPWire", "JSONDocument"] + nio),
    tests("ContractGateTests", ["ContractGate", "GateKit", "GateModel", "OpenAPI", "JSONDocument", "HTTPWire"] + nio),
    tests("ScenarioGateTests", ["ScenarioGate", "StepLanguage", "GateKit", "GateModel", "FaultProxy", "HTTPWire"] + nio),
    tests(
      "RaceGateTests",
      ["RaceGate", "Linearizability", "JSONDocument", "JSONSchema", "StepLanguage", "GateKit", "GateModel", "HTTPWire"] + nio),
    tests(
      "PerfGateTests",
      ["PerfGate", "PerfStatistics", "JSONDocument", "JSONSchema", "StepLanguage", "GateKit", "GateModel", "HTTPWire"] + nio),
    tests("GuardGateTests", ["GuardGate", "GateKit", "GateModel", "PostgresAccess", "PostgresCluster"]),
    tests(
      "ReferenceServiceTests",
      [
        "ReferenceService", "SeededDefects", "PostgresAccess", "PostgresCluster", "Cryptography", "HTTPWire", "JSONDocument", "FaultProxy",
        "OpenAPI",
      ]),
    tests("SeededDefectsTests", ["SeededDefects", "ReferenceService"]),
    tests("IntegrationTests", ["gatehouse", "GateModel", "GateKit", "GateEngine", "GateConfig", "JSONDocument", "XMLKit"]),
  ]
)
