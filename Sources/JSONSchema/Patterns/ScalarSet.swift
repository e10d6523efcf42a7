/// The code points that one position of a pattern accepts.
struct ScalarSet: Sendable {
  enum Item: Sendable {
    case range(ClosedRange<UInt32>)
    case property(UnicodeProperty, negated: Bool)
    /// A class inside a class, as `\D` in `[\D]`.
    case nested(ScalarSet)
  }

  var items: [Item] = []
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let found = items.contains { item in
      switch item {
      case .range(let range): range.contains(scalar.value)
      case .property(let property, let negated): property.contains(scalar) != negated
      case .nested(let set): set.contains(scalar)
      }
    }
    return found != isNegated
  }

  static func single(_ scalar: Unicode.Scalar) -> ScalarSet { ScalarSet(items: [.range(scalar.value...scalar.value)]) }

  static let digit = ScalarSet(items: [.range(0x30...0x39)])
  static let word = ScalarSet(items: [.range(0x30...0x39), .range(0x41...0x5A), .range(0x5F...0x5F), .range(0x61...0x7A)])
  /// WhiteSpace and LineTerminator of ECMA-262, which isn't quite the White_Space of Unicode.
  static let space = ScalarSet(items: [
    .range(0x09...0x0D), .range(0x20...0x20), .range(0xA0...0xA0), .range(0x1680...0x1680), .range(0x2000...0x200A),
    .range(0x2028...0x2029), .range(0x202F...0x202F), .range(0x205F...0x205F), .range(0x3000...0x3000), .range(0xFEFF...0xFEFF),
  ])
  /// What `.` matches: everything but line terminators.
  static let dot = ScalarSet(items: [.range(0x0A...0x0A), .range(0x0D...0x0D), .range(0x2028...0x2029)], isNegated: true)

  var inverted: ScalarSet { ScalarSet(items: items, isNegated: !isNegated) }
}
