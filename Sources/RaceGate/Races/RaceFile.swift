import GateKit
import GateModel
import HTTPWire
import StepLanguage

/// A file of `contracts/races`, decoded: the race, and the steps around its burst.
struct RaceFile: Sendable {
  var race: Race
  /// Before each burst.
  var before: [Step]
  /// What is released.
  var request: RequestTemplate
  /// After each burst whose invariants held.
  var after: [Step]

  static let requestLimit = 512
  static let roundLimit = 10_000

  /// - Throws: `GateError` with the line of what is wrong.
  /// - Parameter files: hold the fragments and schemas that it names; nil where it may name none.
  init(text: String, path: String, files: (any FileTree)? = nil) throws {
    let parser = StepParser(files: files)
    var root = try YAMLDocument.parse(text, path: path).mapping("race file")
    let nameNode = try root.required("race")
    let name = try nameNode.text("race")
    guard !name.isEmpty, name.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }) else {
      throw GateError("'race' is '\(name)'", at: nameNode.location, remedy: "Give a name of lower-case letters, digits and hyphens")
    }
    let title = try root.optional("title")?.text("title") ?? name
    let requirements = try root.optional("requirements")?.texts("requirements").map { RequirementID($0) } ?? []
    let defects = try root.optional("defects")?.texts("defects").map { DefectID($0) } ?? []
    let rounds = try root.optional("rounds")?.integer("rounds", in: 1...Self.roundLimit) ?? 20
    before = try root.optional("before").map { try parser.steps($0, "before") } ?? []
    after = try root.optional("after").map { try parser.steps($0, "after") } ?? []
    let (plan, request) = try Self.burst(try root.required("burst"))
    self.request = request
    let invariantNodes = try root.required("invariants")
    let invariants = try invariantNodes.list("invariants").map { try InvariantReader.read($0) }
    guard !invariants.isEmpty else {
      throw GateError("'invariants' is empty", at: invariantNodes.location, remedy: "Say what must hold after the burst")
    }
    try root.finish()
    var flow = NameFlow(["round", "request"])
    try flow.follow(before + after)
    race = Race(
      name: name, title: title, requirements: requirements, defects: defects, rounds: rounds, burst: plan, invariants: invariants,
      location: nameNode.location)
  }

  private static func burst(_ node: YAMLNode) throws -> (BurstPlan, RequestTemplate) {
    var burst = try node.mapping("burst")
    let count = try burst.required("count").integer("count", in: 2...requestLimit)
    let deadline = try burst.optional("deadline")?.duration("deadline") ?? .seconds(15)
    let release = try burst.optional("release").map(release) ?? .lastBytes(1)
    let keywords: [(name: String, kind: BurstPlan.Kind)] = [("request", .requests), ("websocket", .upgrades)]
    let present = keywords.filter { keyword in burst.entries.contains { $0.key == keyword.name } }
    guard present.count == 1, let keyword = present.first else {
      throw GateError("'burst' has no request, or two", at: node.location, remedy: "Give it 'request' or 'websocket'")
    }
    let request = try RequestTemplate(&burst, keyword: keyword.name)
    try burst.finish()
    return (BurstPlan(kind: keyword.kind, count: count, release: release, deadline: deadline), request)
  }

  private static func release(_ node: YAMLNode) throws -> Burst.Release {
    switch try node.text("release") {
    case "last-byte": return .lastBytes(1)
    case "barrier": return .barrier
    case let other:
      throw GateError("'release' is '\(other)'", at: node.location, remedy: "Give 'last-byte' or 'barrier'")
    }
  }
}
