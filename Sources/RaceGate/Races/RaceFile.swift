import GateKit
import GateModel
import StepLanguage

/// A file of `contracts/races`, decoded: the race, and the steps around its burst.
struct RaceFile: Sendable {
  var race: Race
  /// Switches for the start of the service.
  var options: [String: String]
  /// Before each burst.
  var before: [Step]
  /// What is released, one for each part of the burst.
  var requests: [RequestTemplate]
  /// A harmless request: warms connections and measures how tight a release is. Any answer will do.
  var canary: RequestTemplate?
  /// After each burst whose invariants held.
  var after: [Step]

  static let requestLimit = 1_024
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
    let switches = try root.optional("options")?.mapping("options").entries ?? []
    options = Dictionary(try switches.map { ($0.key, try $0.value.text($0.key)) }) { first, _ in first }
    before = try root.optional("before").map { try parser.steps($0, "before") } ?? []
    after = try root.optional("after").map { try parser.steps($0, "after") } ?? []
    let burst = try BurstReader.read(try root.required("burst"))
    requests = burst.requests
    canary = burst.canary
    let power = try root.optional("power").map(BurstReader.power)
    let widening = try root.optional("widen").map(BurstReader.widening)
    let invariantNodes = try root.required("invariants")
    let invariants = try invariantNodes.list("invariants").map { try InvariantReader.read($0) }
    guard !invariants.isEmpty else {
      throw GateError("'invariants' is empty", at: invariantNodes.location, remedy: "Say what must hold after the burst")
    }
    try root.finish()
    var flow = NameFlow(["round", "request"])
    try flow.follow(before + after)
    race = Race(
      name: name, title: title, requirements: requirements, defects: defects, rounds: rounds, power: power,
      widening: widening, burst: burst.plan, invariants: invariants, location: nameNode.location)
  }
}
