import GateConfig
import GateKit
import GateModel

/// The policy file of the rules, `contracts/guard.yaml`: what the repository decides about them.
struct GuardPolicy: Sendable {
  /// Folders and files that no rule looks at.
  var exclude: [String] = []
  var images = ImagePolicy()
  /// Whether packages of the system need a version too (`tools: {system_packages: true}`).
  var pinsSystemPackages = false
  /// Numbers that documents quote from code.
  var numbers: [DocumentedNumber] = []
  /// Modules, and what each may import.
  var structures: [Structure] = []
  /// How long sources may be.
  var files = FilePolicy()
  /// Where requests are handled.
  var handlers = HandlerPolicy()
  /// How much of the code tests must reach.
  var coverage: CoveragePolicy?
  /// Files of tasks.
  var trackers: [TrackerPolicy] = []
  /// What opens when.
  var phases: [Phase] = []
  /// The file of what is accepted for now.
  var tradeoffs: String?
  /// Documents for operators.
  var runbooks: RunbookPolicy?
  /// The threat model.
  var threats: ThreatModelPolicy?
  /// Statements that have to be answered from an index.
  var lookups: [LookupPolicy] = []

  /// Missing file: nothing is exempted and nothing is declared.
  /// - Throws: `ConfigError`.
  static func load(_ path: String, from files: any FileTree) throws -> GuardPolicy {
    var policy = GuardPolicy()
    guard files.exists(path) else { return policy }
    var root = try ConfigDocument(text: try files.text(path), path: path).root.mapping(path)
    policy.exclude = try root.optional("exclude")?.strings("exclude") ?? []
    if let node = root.optional("images") { policy.images = try ImagePolicy(node) }
    if let node = root.optional("tools") {
      var tools = try node.mapping("tools")
      policy.pinsSystemPackages = try tools.optional("system_packages")?.bool("system_packages") ?? false
      try tools.finish()
    }
    for node in try root.optional("numbers")?.list("numbers") ?? [] { policy.numbers.append(try DocumentedNumber(node)) }
    for node in try root.optional("structures")?.list("structures") ?? [] { policy.structures.append(try Structure(node, in: files)) }
    if let node = root.optional("files") { policy.files = try FilePolicy(node) }
    if let node = root.optional("handlers") { policy.handlers = try HandlerPolicy(node) }
    policy.coverage = try root.optional("coverage").map(CoveragePolicy.init)
    policy.trackers = try root.optional("trackers")?.list("trackers").map(TrackerPolicy.init) ?? []
    policy.phases = try root.optional("phases")?.list("phases").map(Phase.init) ?? []
    policy.tradeoffs = try root.optional("tradeoffs")?.string("tradeoffs")
    policy.runbooks = try root.optional("runbooks").map(RunbookPolicy.init)
    policy.lookups = try root.optional("lookups")?.list("lookups").map(LookupPolicy.init) ?? []
    policy.threats = try root.optional("threats").map(ThreatModelPolicy.init)
    try root.finish()
    return policy
  }
}
