import JSONDocument

/// How a value that travels as text may be read: as the text itself, or as the number or boolean that it spells.
enum TextReading {
  /// The value itself first; further readings only where they differ.
  static func readings(of value: JSONValue) -> [JSONValue] {
    var result = [value]
    for reading in [texts(value), typed(value), .array([value]), .array([texts(value)])] where !result.contains(reading) {
      result.append(reading)
    }
    return result
  }

  /// Whether a value has a spelling of its own: null, and arrays and objects without members, have none.
  static func hasSpelling(_ value: JSONValue, isPath: Bool) -> Bool {
    switch value {
    case .null: false
    case .bool, .number: true
    case .string(let text): !(isPath && text.isEmpty)
    case .array(let items): !items.isEmpty && items.allSatisfy { $0.array == nil && $0.object == nil && hasSpelling($0, isPath: isPath) }
    case .object(let object): !object.isEmpty && object.members.allSatisfy { hasSpelling($0.value, isPath: isPath) }
    }
  }

  private static func texts(_ value: JSONValue) -> JSONValue {
    switch value {
    case .bool(let value): .string(value ? "true" : "false")
    case .number(let number): .string(number.text)
    case .null, .string: value
    case .array(let items): .array(items.map(texts))
    case .object(let object): .object(JSONObject(object.members.map { ($0.key, texts($0.value)) }))
    }
  }

  private static func typed(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string("true"): .bool(true)
    case .string("false"): .bool(false)
    case .string(let text): JSONNumber(text).map { .number($0) } ?? value
    case .null, .bool, .number: value
    case .array(let items): .array(items.map(typed))
    case .object(let object): .object(JSONObject(object.members.map { ($0.key, typed($0.value)) }))
    }
  }
}
