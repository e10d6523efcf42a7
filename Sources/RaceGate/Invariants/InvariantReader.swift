import GateKit
import JSONDocument
import Linearizability
import StepLanguage

/// Reads the entries of `invariants:`; each has one key that says its kind.
enum InvariantReader {
  private static let kinds = [
    "exactly", "at-most", "at-least", "distinct", "metric", "gauge", "sql", "linearizable", "conserved", "no-lost-update", "monotonic",
  ]

  /// - Throws: `GateError` with the line of what is wrong.
  static func read(_ node: YAMLNode) throws -> Invariant {
    let entry = try node.mapping("invariant")
    guard let first = entry.entries.first, entry.entries.count == 1 else {
      throw GateError(
        "an invariant has \(entry.entries.count) keys", at: node.location, remedy: "Give it one of: \(kinds.joined(separator: ", "))")
    }
    let value = first.value
    return Invariant(try kind(first.key, value, at: first), at: first.keyLocation)
  }

  private static func kind(_ key: String, _ value: YAMLNode, at entry: YAMLNode.Entry) throws -> Invariant.Kind {
    switch key {
    case "exactly": return .count(try count(value, key) { .exactly($0) })
    case "at-most": return .count(try count(value, key) { .atMost($0) })
    case "at-least": return .count(try count(value, key) { .atLeast($0) })
    case "distinct": return .distinct(try distinct(value))
    case "metric": return .metric(try metric(value, isDelta: true))
    case "gauge": return .metric(try metric(value, isDelta: false))
    case "sql": return .sql(try sql(value))
    case "linearizable": return .linearizable(try linearizable(value))
    case "conserved", "no-lost-update", "monotonic": return try ObservedReader.read(key, value)
    default:
      throw GateError("unknown invariant '\(key)'", at: entry.keyLocation, remedy: NearestName.advice(for: key, in: kinds))
    }
  }

  private static func count(_ node: YAMLNode, _ name: String, _ bound: (Int) -> CountInvariant.Bound) throws -> CountInvariant {
    var mapping = try node.mapping(name)
    let count = try mapping.required("count").integer("count", in: 0...RaceFile.requestLimit)
    let pattern = try pattern(try mapping.required("of"), "of")
    try mapping.finish()
    return CountInvariant(bound(count), of: pattern)
  }

  private static func distinct(_ node: YAMLNode) throws -> DistinctInvariant {
    var mapping = try node.mapping("distinct")
    let pattern = try pattern(try mapping.required("of"), "of")
    let value: DistinctInvariant.Value
    let valueNode = mapping.optional("value")
    let text = try valueNode?.text("value") ?? "body"
    value = text == "body" ? .body : .json(try pointer(text, at: valueNode ?? node))
    let count = try mapping.required("count").integer("count", in: 0...RaceFile.requestLimit)
    let ignoring = try mapping.optional("ignoring")?.list("ignoring").map { try pointer(try $0.text("ignoring"), at: $0) } ?? []
    try mapping.finish()
    return DistinctInvariant(of: pattern, value: value, count: count, ignoring: ignoring)
  }

  private static func metric(_ node: YAMLNode, isDelta: Bool) throws -> MetricInvariant {
    var mapping = try node.mapping(isDelta ? "metric" : "gauge")
    var selectors: [MetricInvariant.Selector] = []
    if let sum = mapping.optional("sum") {
      selectors = try sum.list("sum").map { try selector(try $0.mapping("sum")) }
    } else {
      selectors = [
        MetricInvariant.Selector(name: try mapping.required("name").text("name"), labels: try labels(mapping.optional("labels")))
      ]
    }
    let expected = try quantity(try mapping.required(isDelta ? "delta" : "equals"), isDelta ? "delta" : "equals")
    try mapping.finish()
    guard !selectors.isEmpty else { throw GateError("'sum' is empty", at: node.location, remedy: "Name at least one metric") }
    return MetricInvariant(selectors, isDelta: isDelta, expected: expected)
  }

  private static func selector(_ mapping: YAMLMapping) throws -> MetricInvariant.Selector {
    var mapping = mapping
    let selector = MetricInvariant.Selector(
      name: try mapping.required("name").text("name"), labels: try labels(mapping.optional("labels")))
    try mapping.finish()
    return selector
  }

  private static func labels(_ node: YAMLNode?) throws -> [String: String] {
    guard let node else { return [:] }
    var labels: [String: String] = [:]
    for entry in try node.mapping("labels").entries { labels[entry.key] = try entry.value.text(entry.key) }
    return labels
  }

  private static func sql(_ node: YAMLNode) throws -> SQLInvariant {
    var mapping = try node.mapping("sql")
    let text = try mapping.required("query")
    let expected = try quantity(try mapping.required("equals"), "equals")
    try mapping.finish()
    guard let query = mapping.entries.first(where: { $0.value == text }) else {
      throw GateError("'sql' has no 'query'", at: node.location, remedy: "Add 'query'")
    }
    return try SQLInvariant(query: query, expected: expected)
  }

  private static func linearizable(_ node: YAMLNode) throws -> LinearizableInvariant {
    var mapping = try node.mapping("linearizable")
    let modelNode = try mapping.required("model")
    let name = try modelNode.text("model")
    guard let model = LinearizableInvariant.Model(rawValue: name) else {
      let models = LinearizableInvariant.Model.allCases.map(\.rawValue).joined(separator: ", ")
      throw GateError("unknown model '\(name)'", at: modelNode.location, remedy: "There are: \(models)")
    }
    let operationNode = mapping.optional("op")
    let operation = try operationNode?.text("op") ?? LinearizableInvariant.usualOperation(model)
    guard let operation, model.operations.contains(operation) else {
      throw GateError(
        operation.map { "unknown operation '\($0)' of a \(name)" } ?? "'linearizable' has no 'op'",
        at: operationNode?.location ?? node.location,
        remedy: "Name what each request does: \(model.operations.joined(separator: ", "))")
    }
    let argument = try mapping.optional("value").map { try historyValue($0, "value") } ?? .null
    let initial = try mapping.optional("initial").map { try historyValue($0, "initial") }
    let accepted = try pattern(try mapping.required("accepted"), "accepted")
    let rejected = try mapping.optional("rejected").map { try pattern($0, "rejected") }
    let resultNode = mapping.optional("result")
    let result = try resultNode.map { try pointer(try $0.text("result"), at: $0) }
    try mapping.finish()
    return LinearizableInvariant(
      model: model, operation: operation, argument: argument, initial: initial, accepted: accepted, rejected: rejected, result: result)
  }

  /// A value, a list or a mapping, as a history would hold it.
  private static func historyValue(_ node: YAMLNode, _ name: String) throws -> HistoryValue {
    switch node.content {
    case .sequence(let nodes): return .list(try nodes.map { try historyValue($0, name) })
    case .mapping(let entries):
      return .map(Dictionary(try entries.map { (.string($0.key), try historyValue($0.value, name)) }, uniquingKeysWith: { $1 }))
    case .scalar:
      guard let scalar = node.scalar, let value = try? HistoryValue(text: scalar.serialized()) else {
        throw GateError("'\(name)' is no value", at: node.location, remedy: "Write text, a number, a boolean, null, a list or a mapping")
      }
      return value
    }
  }

  static func pattern(_ node: YAMLNode, _ name: String) throws -> OutcomePattern {
    var mapping = try node.mapping(name)
    var pattern = OutcomePattern()
    if let status = mapping.optional("status") {
      if case .sequence(let nodes) = status.content {
        pattern.statuses = try nodes.map { try $0.integer("status", in: 100...999) }
      } else {
        pattern.statuses = [try status.integer("status", in: 100...999)]
      }
    }
    if let json = mapping.optional("json") {
      for entry in try json.mapping("json").entries {
        pattern.json.append(.init(pointer: try pointer(entry.key, at: entry.value), value: try scalar(entry.value)))
      }
    }
    try mapping.finish()
    guard !pattern.statuses.isEmpty || !pattern.json.isEmpty else {
      throw GateError("'\(name)' matches every answer", at: node.location, remedy: "Give it 'status' or 'json'")
    }
    return pattern
  }

  static func quantity(_ node: YAMLNode, _ name: String) throws -> Quantity {
    if case .mapping = node.content {
      var mapping = try node.mapping(name)
      let pattern = try pattern(try mapping.required("count-of"), "count-of")
      try mapping.finish()
      return .outcomes(pattern)
    }
    if try node.text(name) == "attempts" { return .attempts }
    guard let number = node.scalar?.double else {
      throw GateError("'\(name)' is '\(try node.text(name))'", at: node.location, remedy: "Give a number, 'attempts' or 'count-of'")
    }
    return .literal(number)
  }

  static func pointer(_ text: String, at node: YAMLNode) throws -> JSONPointer {
    guard let pointer = JSONPointer(text) else {
      throw GateError("'\(text)' is no JSON pointer", at: node.location, remedy: "Begin it with '/' (RFC 6901)")
    }
    return pointer
  }

  private static func scalar(_ node: YAMLNode) throws -> JSONValue {
    guard let value = node.scalar else {
      throw GateError("a value in 'json' is a \(node.kind)", at: node.location, remedy: "Compare with text, a number, a boolean or null")
    }
    return value
  }
}
