import JSONDocument

/// The types that an instance may have. Integers and numbers with a fraction are apart, so that sets can be intersected.
struct TypeSet: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  static let null = TypeSet(rawValue: 1)
  static let boolean = TypeSet(rawValue: 2)
  static let integer = TypeSet(rawValue: 4)
  static let fraction = TypeSet(rawValue: 8)
  static let string = TypeSet(rawValue: 16)
  static let array = TypeSet(rawValue: 32)
  static let object = TypeSet(rawValue: 64)
  static let number: TypeSet = [.integer, .fraction]
  static let all = TypeSet(rawValue: 127)

  /// In the order in which a type is chosen.
  static let single: [TypeSet] = [.object, .array, .string, .integer, .fraction, .boolean, .null]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(names: some Sequence<String>) {
    self = []
    for name in names { formUnion(Self.named[name] ?? []) }
  }

  init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool: self = .boolean
    case .number(let number): self = number.isInteger ? .integer : .fraction
    case .string: self = .string
    case .array: self = .array
    case .object: self = .object
    }
  }

  private static let named: [String: TypeSet] = [
    "null": .null, "boolean": .boolean, "integer": .integer, "number": .number, "string": .string, "array": .array, "object": .object,
  ]
}
