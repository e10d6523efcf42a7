import GateConfig
import GateModel

/// A file of `contracts/workloads`, decoded: the workload, and its steps still as a tree.
struct WorkloadFile: Sendable {
  var workload: Workload
  /// Steps that run once before anything is measured.
  var setup: [ConfigNode]
  /// The steps of one iteration.
  var iteration: [ConfigNode]

  static let concurrencyLimit = 64

  /// - Throws: `ConfigError` with the line of what is wrong.
  init(text: String, path: String) throws {
    let document = try ConfigDocument(text: text, path: path)
    var root = try document.root.mapping("workload")
    let nameNode = try root.required("workload")
    let name = try nameNode.string("workload")
    guard !name.isEmpty, name.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }) else {
      throw ConfigError("'workload' is '\(name)'", at: nameNode.location, remedy: "Give a name of lower-case letters, digits and hyphens")
    }
    let title = try root.optional("title")?.string("title") ?? name
    let requirements = try root.optional("requirements")?.strings("requirements").map { RequirementID($0) } ?? []
    let defects = try root.optional("defects")?.strings("defects").map { DefectID($0) } ?? []
    let control = try root.optional("control")?.string("control")
    setup = try root.optional("setup")?.list("setup") ?? []
    let iterationNode = try root.required("iteration")
    iteration = try iterationNode.list("iteration")
    guard !iteration.isEmpty else {
      throw ConfigError("'iteration' is empty", at: iterationNode.location, remedy: "Name the requests that are measured")
    }
    let concurrency = try Self.concurrency(root.optional("load"))
    let (slowdown, budgets) = try Self.limits(root.optional("limits"))
    try root.finish()
    let digest = WorkloadDigest.of(setup: setup, iteration: iteration, concurrency: concurrency)
    workload = Workload(
      name: name, title: title, requirements: requirements, defects: defects, control: control, concurrency: concurrency,
      slowdown: slowdown, budgets: budgets, digest: digest, location: nameNode.location)
  }

  private static func concurrency(_ node: ConfigNode?) throws -> Int {
    guard let node else { return 1 }
    var load = try node.mapping("load")
    let concurrency = try load.optional("concurrency")?.int("concurrency", in: 1...concurrencyLimit) ?? 1
    try load.finish()
    return concurrency
  }

  private static func limits(_ node: ConfigNode?) throws -> (slowdown: Double, budgets: [LatencyBudget]) {
    guard let node else { return (2, []) }
    var limits = try node.mapping("limits")
    var slowdown = 2.0
    if let value = limits.optional("slowdown") {
      slowdown = try value.double("slowdown")
      guard slowdown > 1, slowdown <= 100 else {
        throw ConfigError("'slowdown' is \(slowdown)", at: value.location, remedy: "Give a factor above 1 and at most 100")
      }
    }
    var budgets: [LatencyBudget] = []
    for quantile in BaselineFile.quantiles {
      guard let value = limits.optional(quantile.name) else { continue }
      budgets.append(LatencyBudget(name: quantile.name, quantile: quantile.value, limit: try value.duration(quantile.name)))
    }
    try limits.finish()
    return (slowdown, budgets)
  }
}
