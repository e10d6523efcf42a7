import GateConfig
import GateModel

/// A ratio of counters over a window, with a threshold: `contracts/alerts/*.yaml`.
struct AlertRule: Sendable {
  var id: String
  var runbook: String
  var numerator: [String]
  var denominator: [String]
  var threshold: Double
  var minimumAttempts: Double
  var labels: [String]
  var location: SourceLocation

  /// - Throws: `ConfigError`.
  static func load(_ text: String, path: String) throws -> [AlertRule] {
    var root = try ConfigDocument(text: text, path: path).root.mapping(path)
    _ = try root.required("version").int("version", in: 1...1)
    let nodes = try root.required("alerts").list("alerts")
    try root.finish()
    return try nodes.map(rule)
  }

  private static func rule(_ node: ConfigNode) throws -> AlertRule {
    var mapping = try node.mapping("alert")
    let rule = AlertRule(
      id: try mapping.required("id").string("id"), runbook: try mapping.required("runbook").string("runbook"),
      numerator: try mapping.required("numerator").strings("numerator"),
      denominator: try mapping.required("denominator").strings("denominator"),
      threshold: try mapping.required("threshold").double("threshold"),
      minimumAttempts: try mapping.required("minimum_attempts").double("minimum_attempts"),
      labels: try mapping.required("labels").strings("labels"), location: node.location)
    _ = try mapping.required("window").duration("window")
    for key in ["summary", "severity", "requirement"] { _ = try mapping.required(key).string(key) }
    try mapping.finish()
    return rule
  }

  /// Whether the rule fires for these increases of counters over its window; a counter that is not there did not move.
  func fires(_ increase: [String: Double]) -> Bool {
    let attempts = denominator.reduce(0) { $0 + (increase[$1] ?? 0) }
    guard attempts > 0, attempts >= minimumAttempts else { return false }
    return numerator.reduce(0) { $0 + (increase[$1] ?? 0) } / attempts >= threshold
  }
}

/// What a rule must do on a made-up series: `contracts/alerts/tests/*.yaml`.
struct AlertTest: Sendable {
  var alert: String
  var name: String
  var increase: [String: Double]
  var fires: Bool
  var location: SourceLocation

  /// - Throws: `ConfigError`.
  static func load(_ text: String, path: String) throws -> [AlertTest] {
    var root = try ConfigDocument(text: text, path: path).root.mapping(path)
    _ = try root.required("version").int("version", in: 1...1)
    let nodes = try root.required("tests").list("tests")
    try root.finish()
    return try nodes.map { node in
      var mapping = try node.mapping("test")
      let alert = try mapping.required("alert").string("alert")
      let name = try mapping.required("name").string("name")
      let fires = try mapping.required("fires").bool("fires")
      var increase: [String: Double] = [:]
      for entry in try mapping.required("increase").mapping("increase").entries {
        increase[entry.key] = try entry.value.double(entry.key)
      }
      try mapping.finish()
      return AlertTest(alert: alert, name: name, increase: increase, fires: fires, location: node.location)
    }
  }
}
