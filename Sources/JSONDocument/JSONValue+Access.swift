// Reading a value as the type that the caller expects, and writing values as literals.

extension JSONValue {
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }
  /// The integer, also from `1.0`; nil for fractions and what doesn't fit.
  public var int: Int? { number?.int }
  public var double: Double? { number?.double }
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
  public var isNull: Bool { if case .null = self { true } else { false } }

  /// The member of that name; nil when this isn't an object or has no such member.
  public subscript(key: String) -> JSONValue? { object?[key] }

  /// The item at that place; nil when this isn't an array or is shorter.
  public subscript(index: Int) -> JSONValue? {
    guard let items = array, items.indices.contains(index) else { return nil }
    return items[index]
  }

  /// A copy in which every object has its members sorted by the UTF-8 bytes of their names.
  public func sortedByKey() -> JSONValue {
    switch self {
    case .array(let items): .array(items.map { $0.sortedByKey() })
    case .object(let object):
      .object(JSONObject(object.members.sorted { $0.key.precedesByUTF8($1.key) }.map { ($0.key, $0.value.sortedByKey()) }))
    default: self
    }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
}

extension JSONValue: ExpressibleByFloatLiteral, ExpressibleByStringLiteral {
  public init(floatLiteral value: Double) { self = JSONNumber(value).map { .number($0) } ?? .null }
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { (key: $0.0, value: $0.1) }))
  }
}
