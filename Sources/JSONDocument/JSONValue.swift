/// A JSON value that loses nothing of its text: numbers keep their digits, objects keep member order and duplicate names.
///
/// Two values are equal when they are the same data: member order and the spelling of a number (`1`, `1.0`, `1e0`) do not count,
/// strings are compared by their UTF-8 bytes and not by canonical equivalence. Compare ``serialized()`` where the text counts.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let first), .bool(let second)): first == second
    case (.number(let first), .number(let second)): first == second
    case (.string(let first), .string(let second)): first.hasSameUTF8(as: second)
    case (.array(let first), .array(let second)): first == second
    case (.object(let first), .object(let second)): first == second
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .number(let number): hasher.combine(number)
    case .string(let text): text.hashUTF8(into: &hasher)
    case .array(let items): hasher.combine(items)
    case .object(let object): hasher.combine(object)
    }
  }
}

extension JSONValue {
  /// The six types of RFC 8259, named as JSON Schema names them.
  public enum Kind: String, Sendable, CaseIterable {
    case null, boolean, number, string, array, object
  }

  public var kind: Kind {
    switch self {
    case .null: .null
    case .bool: .boolean
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }
}
