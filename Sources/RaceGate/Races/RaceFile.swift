import GateConfig
import GateModel
import HTTPWire

/// A file of `contracts/races`, decoded: the race, and its steps still as a tree.
struct RaceFile: Sendable {
  var race: Race
  /// Steps before each burst.
  var before: [ConfigNode]
  /// The request that is released, or the WebSocket handshake.
  var request: ConfigNode
  /// Steps after each burst.
  var after: [ConfigNode]

  static let requestLimit = 512
  static let roundLimit = 10_000

  /// - Throws: `ConfigError` with the line of what is wrong.
  init(text: String, path: String) throws {
    let document = try ConfigDocument(text: text, path: path)
    var root = try document.root.mapping("race")
    let nameNode = try root.required("race")
    let name = try nameNode.string("race")
    guard !name.isEmpty, name.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }) else {
      throw ConfigError("'race' is '\(name)'", at: nameNode.location, remedy: "Give a name of lower-case letters, digits and hyphens")
    }
    let title = try root.optional("title")?.string("title") ?? name
    let requirements = try root.optional("requirements")?.strings("requirements").map { RequirementID($0) } ?? []
    let defects = try root.optional("defects")?.strings("defects").map { DefectID($0) } ?? []
    let rounds = try root.optional("rounds")?.int("rounds", in: 1...Self.roundLimit) ?? 20
    before = try root.optional("before")?.list("before") ?? []
    after = try root.optional("after")?.list("after") ?? []
    let (plan, request) = try Self.burst(try root.required("burst"))
    self.request = request
    let invariantNodes = try root.required("invariants")
    let invariants = try invariantNodes.list("invariants").map { try InvariantReader.read($0) }
    guard !invariants.isEmpty else {
      throw ConfigError("'invariants' is empty", at: invariantNodes.location, remedy: "Say what must hold after the burst")
    }
    try root.finish()
    race = Race(
      name: name, title: title, requirements: requirements, defects: defects, rounds: rounds, burst: plan, invariants: invariants,
      location: nameNode.location)
  }

  private static func burst(_ node: ConfigNode) throws -> (BurstPlan, ConfigNode) {
    var burst = try node.mapping("burst")
    let count = try burst.required("count").int("count", in: 2...requestLimit)
    let deadline = try burst.optional("deadline")?.duration("deadline") ?? .seconds(15)
    let release = try burst.optional("release").map(release) ?? .lastBytes(1)
    let http = burst.optional("http")
    let webSocket = burst.optional("websocket")
    try burst.finish()
    switch (http, webSocket) {
    case (let request?, nil): return (BurstPlan(kind: .requests, count: count, release: release, deadline: deadline), request)
    case (nil, let request?): return (BurstPlan(kind: .upgrades, count: count, release: release, deadline: deadline), request)
    default: throw ConfigError("'burst' has no request, or two", at: node.location, remedy: "Give it 'http' or 'websocket'")
    }
  }

  private static func release(_ node: ConfigNode) throws -> Burst.Release {
    switch try node.string("release") {
    case "last-byte": return .lastBytes(1)
    case "barrier": return .barrier
    case let other:
      throw ConfigError("'release' is '\(other)'", at: node.location, remedy: "Give 'last-byte' or 'barrier'")
    }
  }
}
