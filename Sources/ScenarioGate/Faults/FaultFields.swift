import FaultProxy
import GateKit
import GateModel
import JSONDocument
import StepLanguage

/// The keys of a fault step. A value may hold `${name}`: then it is read when the step is done, and before that only its place is known.
struct FaultFields: Sendable {
  private(set) var nodes: [String: YAMLNode] = [:]
  /// Nil while the file is read.
  private var variables: Variables?

  /// Takes keys out of a step.
  /// - Throws: `GateError` where one that is required is missing.
  init(_ mapping: inout YAMLMapping, required: [String], optional: [String]) throws {
    for key in required { nodes[key] = try mapping.required(key) }
    for key in optional { nodes[key] = mapping.optional(key) }
  }

  /// The same with every variable in it.
  func resolved(_ variables: Variables) -> FaultFields {
    var result = self
    result.variables = variables
    return result
  }

  func integer(_ key: String, in range: ClosedRange<Int>, or fallback: Int = 0) throws -> Int {
    guard let node = nodes[key] else { return fallback }
    return try scalar(node)?.integer(key, in: range) ?? max(range.lowerBound, fallback)
  }

  func optionalInteger(_ key: String, in range: ClosedRange<Int>) throws -> Int? {
    nodes[key] == nil ? nil : try integer(key, in: range)
  }

  func duration(_ key: String, or fallback: Duration = .zero) throws -> Duration {
    guard let node = nodes[key] else { return fallback }
    return try scalar(node)?.duration(key) ?? .zero
  }

  func text(_ key: String) throws -> String? {
    guard let node = nodes[key] else { return nil }
    return try scalar(node)?.text(key) ?? ""
  }

  /// One of a few words.
  func choice<Value>(_ key: String, of values: [(name: String, value: Value)], or fallback: Value) throws -> Value {
    guard let node = nodes[key] else { return fallback }
    guard let word = try scalar(node)?.text(key) else { return fallback }
    guard let found = values.first(where: { $0.name == word }) else {
      throw GateError("'\(word)' is no \(key)", at: node.location, remedy: NearestName.advice(for: word, in: values.map(\.name)))
    }
    return found.value
  }

  func headers(_ key: String) throws -> [HTTPFaultHeader] {
    try nodes[key]?.mapping(key).entries.map { HTTPFaultHeader(name: $0.key, value: try scalar($0.value)?.text($0.key) ?? "") } ?? []
  }

  /// `{connections: N}`, `{bytes: N}` or `{requests: N}`.
  func traffic(_ key: String) throws -> FaultSchedule.Traffic? {
    guard let node = nodes[key] else { return nil }
    let range = 1...1_000_000_000
    let kinds: [(name: String, make: (Int) -> FaultSchedule.Traffic)] = [
      ("connections", { .connections($0) }), ("bytes", { .bytes($0) }), ("requests", { .requests($0) }),
    ]
    let entries = try node.mapping(key).entries
    guard entries.count == 1, let entry = entries.first else {
      throw GateError("'\(key)' counts \(entries.count) things", at: node.location, remedy: "Give one of connections, bytes and requests")
    }
    guard let kind = kinds.first(where: { $0.name == entry.key }) else {
      throw GateError(
        "'\(entry.key)' cannot be counted", at: entry.keyLocation, remedy: NearestName.advice(for: entry.key, in: kinds.map(\.name)))
    }
    return kind.make(try scalar(entry.value)?.integer(entry.key, in: range) ?? 1)
  }

  /// The value with variables in it; nil where it has some and the file is only read.
  private func scalar(_ node: YAMLNode) throws -> YAMLNode? {
    guard case .scalar(let text, _) = node.content, text.contains("${") else { return node }
    let template = try TextTemplate(text, at: node.location)
    guard let variables else { return nil }
    return YAMLNode(.scalar(try template.resolve(variables), isPlain: true), at: node.location)
  }
}
