import GateKit
import GateModel
import JSONDocument

/// Why a value is not what it must be.
public struct Mismatch: Hashable, Sendable {
  public var expected: String
  public var found: String
}

extension Matcher {
  /// Longest text that a regular expression is tried on, in bytes.
  static let maximumPatternInput = 65_536

  /// Judges the values that a selector found.
  ///
  /// - Parameter isText: the values come from a place that only has text (a header, a column), so that `1` also means `"1"`.
  /// - Returns: nil where the condition holds.
  /// - Throws: `GateError` for a variable without value.
  public func mismatch(_ found: [JSONValue], variables: Variables, isText: Bool = false) throws -> Mismatch? {
    switch self {
    case .all(let parts):
      for part in parts {
        if let mismatch = try part.mismatch(found, variables: variables, isText: isText) { return mismatch }
      }
      return nil
    case .not(let inner):
      if try inner.mismatch(found, variables: variables, isText: isText) != nil { return nil }
      return Mismatch(expected: "not \(try inner.phrase(variables))", found: Self.show(found))
    case .exists(let wanted): return found.isEmpty == wanted ? try miss(found, variables) : nil
    case .count(let wanted):
      let count = found.count == 1 ? (found[0].array?.count ?? 1) : found.count
      return try wanted.resolve(variables).int == count
        ? nil : Mismatch(expected: try phrase(variables), found: "\(count): \(Self.show(found))")
    case .each(let inner):
      let items = Self.items(found)
      for item in items {
        if let mismatch = try inner.mismatch([item], variables: variables, isText: isText) { return mismatch }
      }
      return items.isEmpty ? try miss(found, variables) : nil
    case .any(let inner):
      let holds = try Self.items(found).contains { try inner.mismatch([$0], variables: variables, isText: isText) == nil }
      return holds ? nil : try miss(found, variables)
    default:
      guard found.count == 1, let value = found.first else { return try miss(found, variables) }
      return try holds(value, variables, isText) ? nil : try miss(found, variables)
    }
  }

  /// The condition in words.
  public func phrase(_ variables: Variables) throws -> String {
    switch self {
    case .equals(let value): try value.resolve(variables).serialized()
    case .not(let inner): "not \(try inner.phrase(variables))"
    case .exists(let wanted): wanted ? "to be there" : "not to be there"
    case .type(let type): "a value of type \(type.rawValue)"
    case .matches(let pattern): "text that matches /\(try pattern.resolve(variables))/"
    case .contains(let value): "something that contains \(try value.resolve(variables).serialized())"
    case .oneOf(let values): "one of \(try values.map { try $0.resolve(variables).serialized() }.joined(separator: ", "))"
    case .atLeast(let value): "at least \(try value.resolve(variables).serialized())"
    case .atMost(let value): "at most \(try value.resolve(variables).serialized())"
    case .count(let value): "\(try value.resolve(variables).serialized()) of them"
    case .each(let inner): "each \(try inner.phrase(variables))"
    case .any(let inner): "one of them at least \(try inner.phrase(variables))"
    case .all(let parts): try parts.map { try $0.phrase(variables) }.joined(separator: " and ")
    }
  }

  private func holds(_ value: JSONValue, _ variables: Variables, _ isText: Bool) throws -> Bool {
    switch self {
    case .equals(let wanted): return Self.equal(value, try wanted.resolve(variables), isText)
    case .oneOf(let wanted): return try wanted.contains { Self.equal(value, try $0.resolve(variables), isText) }
    case .type(let type): return Self.isOf(type, value)
    case .matches(let pattern):
      guard let text = value.string, text.utf8.count <= Self.maximumPatternInput else { return false }
      return text.contains(try Self.compile(try pattern.resolve(variables), at: pattern.location))
    case .contains(let wanted):
      let wanted = try wanted.resolve(variables)
      if let text = value.string, let part = wanted.string { return text.contains(part) }
      return value.array?.contains(wanted) ?? false
    case .atLeast(let bound): return try Self.ordered(try bound.resolve(variables), value, isText)
    case .atMost(let bound): return try Self.ordered(value, try bound.resolve(variables), isText)
    case .not, .exists, .count, .each, .any, .all: return false
    }
  }

  private static func equal(_ found: JSONValue, _ wanted: JSONValue, _ isText: Bool) -> Bool {
    if found == wanted { return true }
    guard isText, let text = found.string else { return false }
    switch wanted {
    case .number(let number): return JSONNumber(text) == number
    case .bool(let value): return text == (value ? "t" : "f") || text == String(value)
    default: return false
    }
  }

  private static func ordered(_ low: JSONValue, _ high: JSONValue, _ isText: Bool) throws -> Bool {
    func number(_ value: JSONValue) -> JSONNumber? { value.number ?? (isText ? value.string.flatMap { JSONNumber($0) } : nil) }
    guard let first = number(low), let second = number(high) else { return false }
    return first <= second
  }

  private static func isOf(_ type: ValueType, _ value: JSONValue) -> Bool {
    switch type {
    case .string: value.string != nil
    case .number: value.number != nil
    case .integer: value.number?.isInteger ?? false
    case .boolean: value.bool != nil
    case .null: value.isNull
    case .array: value.array != nil
    case .object: value.object != nil
    }
  }

  /// What was selected, or what is in the one list.
  private static func items(_ found: [JSONValue]) -> [JSONValue] {
    found.count == 1 ? (found[0].array ?? found) : found
  }

  private func miss(_ found: [JSONValue], _ variables: Variables) throws -> Mismatch {
    Mismatch(expected: try phrase(variables), found: Self.show(found))
  }

  static func show(_ found: [JSONValue]) -> String {
    guard !found.isEmpty else { return "nothing" }
    let text = found.map { $0.serialized() }.joined(separator: ", ")
    return text.utf8.count <= 300 ? text : String(decoding: text.utf8.prefix(300), as: UTF8.self) + "…"
  }
}
