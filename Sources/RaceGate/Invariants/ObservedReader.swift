import GateKit
import JSONDocument
import StepLanguage

/// Reads the invariants that look at a number before and after a burst, or in its answers.
enum ObservedReader {
  /// - Throws: `GateError` with the line of what is wrong.
  static func read(_ key: String, _ node: YAMLNode) throws -> Invariant.Kind {
    var mapping = try node.mapping(key)
    let kind: Invariant.Kind
    switch key {
    case "conserved":
      let change = try mapping.optional("change").map { try InvariantReader.quantity($0, "change") } ?? .literal(0)
      kind = .observed(ObservedInvariant(observation: try observation(&mapping), rule: .conserved(change: change)))
    case "no-lost-update":
      let pattern = try InvariantReader.pattern(try mapping.required("of"), "of")
      let adds = try mapping.optional("adds").map(number) ?? 1
      kind = .observed(ObservedInvariant(observation: try observation(&mapping), rule: .noLostUpdate(adds: adds, of: pattern)))
    default:
      let falls = try mapping.optional("falls")?.bool("falls") ?? false
      if let of = mapping.optional("of") {
        let valueNode = try mapping.required("value")
        let place = OutcomePlace(pointer: try InvariantReader.pointer(try valueNode.text("value"), at: valueNode))
        kind = .ordered(OrderedInvariant(pattern: try InvariantReader.pattern(of, "of"), place: place, falls: falls))
      } else {
        kind = .observed(ObservedInvariant(observation: try observation(&mapping), rule: .monotonic(falls: falls)))
      }
    }
    try mapping.finish()
    return kind
  }

  private static func observation(_ mapping: inout YAMLMapping) throws -> Observation {
    if let query = mapping.optional("sql"), let entry = mapping.entries.first(where: { $0.value == query }) {
      return Observation(source: .query(try SQLInvariant.step(asking: entry)), text: "'\(try query.text("sql"))'")
    }
    guard mapping.entries.contains(where: { $0.key == "request" }) else {
      throw GateError(
        "'\(mapping.name)' says not what is looked at", at: mapping.location, remedy: "Give it 'sql', or 'request' and 'value'")
    }
    let valueNode = try mapping.required("value")
    let pointer = try InvariantReader.pointer(try valueNode.text("value"), at: valueNode)
    let request = try RequestTemplate(&mapping, keyword: "request")
    return Observation(source: .answer(request, OutcomePlace(pointer: pointer)), text: "\(pointer) of \(request.summary)")
  }

  private static func number(_ node: YAMLNode) throws -> Double {
    guard let number = node.scalar?.double, number != 0 else {
      throw GateError("'adds' is '\(try node.text("adds"))'", at: node.location, remedy: "Give a number that is not 0")
    }
    return number
  }
}
