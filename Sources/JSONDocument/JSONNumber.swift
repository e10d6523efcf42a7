/// A JSON number with the text it was written in.
///
/// Equality is that of the values: `1`, `1.0` and `10e-1` are equal, whatever their size, without rounding.
public struct JSONNumber: Sendable {
  /// The text as RFC 8259 allows it.
  public let text: String

  /// Nil when the text isn't a number by the grammar of RFC 8259.
  public init?(_ text: String) {
    guard Self.isNumber(text) else { return nil }
    self.text = text
  }

  public init(_ value: some BinaryInteger) { text = String(value) }

  /// Nil for infinities and NaN, which JSON doesn't have. The text is the shortest that reads back as the same double.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    text = "\(value)"
  }

  /// For a caller that has checked the grammar.
  init(validated text: String) { self.text = text }

  /// The value as an integer, also from `1.0` or `1e2`; nil when it has a fraction or doesn't fit.
  public var int: Int? {
    if let value = Int(text) { return value }
    return decimal.int
  }

  /// The nearest double; infinite when the number is beyond the range of doubles.
  public var double: Double { Double(text) ?? 0 }

  /// The exact value.
  public var decimal: JSONDecimal { JSONDecimal(validated: text) }

  /// Whether the number has no fraction, as `2`, `2.0` and `2e3`.
  public var isInteger: Bool { Int(text) != nil || decimal.isInteger }

  /// Whether the double nearest to this number is the same number written shortly: clients that read doubles lose nothing.
  public var survivesDouble: Bool {
    let value = double
    guard value.isFinite, let back = JSONNumber(value) else { return false }
    return back == self
  }

  private static func isNumber(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var scanner = JSONNumberScanner(bytes: bytes, position: 0)
      return scanner.scan() && scanner.position == bytes.count
    }
  }
}

extension JSONNumber: Hashable, Comparable {
  public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    if left.text == right.text { return true }
    if let first = Int(left.text), let second = Int(right.text) { return first == second }
    return left.decimal == right.decimal
  }

  public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
    if let first = Int(left.text), let second = Int(right.text) { return first < second }
    return left.decimal < right.decimal
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(decimal) }
}

extension JSONNumber: CustomStringConvertible {
  public var description: String { text }
}
