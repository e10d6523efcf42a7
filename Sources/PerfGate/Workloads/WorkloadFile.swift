import GateKit
import GateModel
import StepLanguage

/// A file of `contracts/workloads`, decoded: the workload and its requests.
struct WorkloadFile: Sendable {
  var workload: Workload
  /// Steps that run once before anything is measured.
  var setup: [Step]
  /// The requests of one iteration, in their order.
  var iteration: [IterationRequest]

  static let concurrencyLimit = 64

  /// - Throws: `GateError` with the line of what is wrong.
  /// - Parameter files: hold the fragments that the setup names; nil where it may name none.
  init(text: String, path: String, files: (any FileTree)? = nil) throws {
    var root = try YAMLDocument.parse(text, path: path).mapping("workload file")
    let nameNode = try root.required("workload")
    let name = try nameNode.text("workload")
    guard !name.isEmpty, name.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }) else {
      throw GateError("'workload' is '\(name)'", at: nameNode.location, remedy: "Give a name of lower-case letters, digits and hyphens")
    }
    let title = try root.optional("title")?.text("title") ?? name
    let requirements = try root.optional("requirements")?.texts("requirements").map { RequirementID($0) } ?? []
    let defects = try root.optional("defects")?.texts("defects").map { DefectID($0) } ?? []
    let control = try root.optional("control")?.text("control")
    let setupNode = root.optional("setup")
    setup = try setupNode.map { try StepParser(files: files).steps($0, "setup") } ?? []
    let iterationNode = try root.required("iteration")
    iteration = try iterationNode.list("iteration").map(IterationRequest.init)
    guard !iteration.isEmpty else {
      throw GateError("'iteration' is empty", at: iterationNode.location, remedy: "Name the requests that are measured")
    }
    let concurrency = try Self.concurrency(root.optional("load"))
    let (slowdown, budgets) = try Self.limits(root.optional("limits"))
    try root.finish()
    let digest = WorkloadDigest.of(setup: setupNode, iteration: iterationNode, concurrency: concurrency)
    workload = Workload(
      name: name, title: title, requirements: requirements, defects: defects, control: control, concurrency: concurrency,
      slowdown: slowdown, budgets: budgets, digest: digest, location: nameNode.location)
  }

  private static func concurrency(_ node: YAMLNode?) throws -> Int {
    guard let node else { return 1 }
    var load = try node.mapping("load")
    let concurrency = try load.optional("concurrency")?.integer("concurrency", in: 1...concurrencyLimit) ?? 1
    try load.finish()
    return concurrency
  }

  private static func limits(_ node: YAMLNode?) throws -> (slowdown: Double, budgets: [LatencyBudget]) {
    guard let node else { return (2, []) }
    var limits = try node.mapping("limits")
    var slowdown = 2.0
    if let value = limits.optional("slowdown") {
      slowdown = value.scalar?.double ?? 0
      guard slowdown > 1, slowdown <= 100 else {
        throw GateError(
          "'slowdown' is '\(try value.text("slowdown"))'", at: value.location, remedy: "Give a factor above 1 and at most 100")
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
