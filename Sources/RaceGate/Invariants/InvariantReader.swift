import GateConfig
import JSONDocument

/// Reads the entries of `invariants:`; each has one key that says its kind.
enum InvariantReader {
  private static let kinds = ["exactly", "at-most", "at-least", "distinct", "metric", "gauge", "sql", "linearizable"]

  /// - Throws: `ConfigError` with the line of what is wrong.
  static func read(_ node: ConfigNode) throws -> Invariant {
    let entry = try node.mapping("invariant")
    guard let first = entry.entries.first, entry.entries.count == 1 else {
      throw ConfigError(
        "an invariant has \(entry.entries.count) keys", at: node.location, remedy: "Give it one of: \(kinds.joined(separator: ", "))")
    }
    let value = first.value
    return Invariant(try kind(first.key, value, at: first), at: first.keyLocation)
  }

  private static func kind(_ key: String, _ value: ConfigNode, at entry: ConfigNode.Entry) throws -> Invariant.Kind {
    switch key {
    case "exactly": return .count(try count(value, key) { .exactly($0) })
    case "at-most": return .count(try count(value, key) { .atMost($0) })
    case "at-least": return .count(try count(value, key) { .atLeast($0) })
    case "distinct": return .distinct(try distinct(value))
    case "metric": return .metric(try metric(value, isDelta: true))
    case "gauge": return .metric(try metric(value, isDelta: false))
    case "sql": return .sql(try sql(value))
    case "linearizable": return .linearizable(try linearizable(value))
    default:
      let near = Spelling.nearest(to: key, in: kinds).map { "Did you mean '\($0)'?" } ?? "There are: \(kinds.joined(separator: ", "))"
      throw ConfigError("unknown invariant '\(key)'", at: entry.keyLocation, remedy: near)
    }
  }

  private static func count(_ node: ConfigNode, _ name: String, _ bound: (Int) -> CountInvariant.Bound) throws -> CountInvariant {
    var mapping = try node.mapping(name)
    let count = try mapping.required("count").int("count", in: 0...RaceFile.requestLimit)
    let pattern = try pattern(try mapping.required("of"), "of")
    try mapping.finish()
    return CountInvariant(bound(count), of: pattern)
  }

  private static func distinct(_ node: ConfigNode) throws -> DistinctInvariant {
    var mapping = try node.mapping("distinct")
    let pattern = try pattern(try mapping.required("of"), "of")
    let value: DistinctInvariant.Value
    let valueNode = mapping.optional("value")
    let text = try valueNode?.string("value") ?? "body"
    value = text == "body" ? .body : .json(try pointer(text, at: valueNode ?? node))
    let count = try mapping.required("count").int("count", in: 0...RaceFile.requestLimit)
    let ignoring = try mapping.optional("ignoring")?.list("ignoring").map { try pointer(try $0.string("ignoring"), at: $0) } ?? []
    try mapping.finish()
    return DistinctInvariant(of: pattern, value: value, count: count, ignoring: ignoring)
  }

  private static func metric(_ node: ConfigNode, isDelta: Bool) throws -> MetricInvariant {
    var mapping = try node.mapping(isDelta ? "metric" : "gauge")
    var selectors: [MetricInvariant.Selector] = []
    if let sum = mapping.optional("sum") {
      selectors = try sum.list("sum").map { try selector(try $0.mapping("sum")) }
    } else {
      selectors = [MetricInvariant.Selector(name: try mapping.required("name").string("name"), labels: try labels(mapping.optional("labels")))]
    }
    let expected = try quantity(try mapping.required(isDelta ? "delta" : "equals"), isDelta ? "delta" : "equals")
    try mapping.finish()
    guard !selectors.isEmpty else { throw ConfigError("'sum' is empty", at: node.location, remedy: "Name at least one metric") }
    return MetricInvariant(selectors, isDelta: isDelta, expected: expected)
  }

  private static func selector(_ mapping: ConfigMapping) throws -> MetricInvariant.Selector {
    var mapping = mapping
    let selector = MetricInvariant.Selector(
      name: try mapping.required("name").string("name"), labels: try labels(mapping.optional("labels")))
    try mapping.finish()
    return selector
  }

  private static func labels(_ node: ConfigNode?) throws -> [String: String] {
    guard let node else { return [:] }
    var labels: [String: String] = [:]
    for entry in try node.mapping("labels").entries { labels[entry.key] = try entry.value.string(entry.key) }
    return labels
  }

  private static func sql(_ node: ConfigNode) throws -> SQLInvariant {
    var mapping = try node.mapping("sql")
    let query = try mapping.required("query").string("query")
    let expected = try quantity(try mapping.required("equals"), "equals")
    try mapping.finish()
    return SQLInvariant(query: query, expected: expected)
  }

  private static func linearizable(_ node: ConfigNode) throws -> LinearizableInvariant {
    var mapping = try node.mapping("linearizable")
    let modelNode = try mapping.required("model")
    let name = try modelNode.string("model")
    guard let model = LinearizableInvariant.Model(rawValue: name) else {
      let models = LinearizableInvariant.Model.allCases.map(\.rawValue).joined(separator: ", ")
      throw ConfigError("unknown model '\(name)'", at: modelNode.location, remedy: "There are: \(models)")
    }
    let accepted = try pattern(try mapping.required("accepted"), "accepted")
    let rejected = try pattern(try mapping.required("rejected"), "rejected")
    try mapping.finish()
    return LinearizableInvariant(model: model, accepted: accepted, rejected: rejected)
  }

  private static func pattern(_ node: ConfigNode, _ name: String) throws -> OutcomePattern {
    var mapping = try node.mapping(name)
    var pattern = OutcomePattern()
    if let status = mapping.optional("status") {
      if case .sequence(let nodes) = status.content {
        pattern.statuses = try nodes.map { try $0.int("status", in: 100...999) }
      } else {
        pattern.statuses = [try status.int("status", in: 100...999)]
      }
    }
    if let json = mapping.optional("json") {
      for entry in try json.mapping("json").entries {
        pattern.json.append(.init(pointer: try pointer(entry.key, at: entry.value), value: try scalar(entry.value)))
      }
    }
    try mapping.finish()
    guard !pattern.statuses.isEmpty || !pattern.json.isEmpty else {
      throw ConfigError("'\(name)' matches every answer", at: node.location, remedy: "Give it 'status' or 'json'")
    }
    return pattern
  }

  private static func quantity(_ node: ConfigNode, _ name: String) throws -> Quantity {
    if case .mapping = node.content {
      var mapping = try node.mapping(name)
      let pattern = try pattern(try mapping.required("count-of"), "count-of")
      try mapping.finish()
      return .outcomes(pattern)
    }
    return try node.string(name) == "attempts" ? .attempts : .literal(try node.double(name))
  }

  private static func pointer(_ text: String, at node: ConfigNode) throws -> JSONPointer {
    guard let pointer = JSONPointer(text) else {
      throw ConfigError("'\(text)' is no JSON pointer", at: node.location, remedy: "Begin it with '/' (RFC 6901)")
    }
    return pointer
  }

  /// A plain scalar as YAML's core schema reads it: null, booleans, numbers, otherwise text.
  private static func scalar(_ node: ConfigNode) throws -> JSONValue {
    guard case .scalar(let text, let isQuoted) = node.content, !isQuoted else { return .string(try node.string("json")) }
    if node.isNull { return .null }
    if text == "true" || text == "false" { return .bool(text == "true") }
    return JSONNumber(text).map(JSONValue.number) ?? .string(text)
  }
}
