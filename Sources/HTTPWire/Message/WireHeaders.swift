/// One header field as it stands on the wire.
public struct WireHeader: Sendable, Hashable {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// Header fields in wire order, with their case and duplicates kept; look-up ignores ASCII case (RFC 9110 section 5.1).
public struct WireHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, RandomAccessCollection {
  public private(set) var fields: [WireHeader]

  public init(_ fields: [WireHeader] = []) {
    self.fields = fields
  }

  public init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { WireHeader($0.0, $0.1) }
  }

  public init(arrayLiteral elements: WireHeader...) {
    fields = elements
  }

  public var startIndex: Int { fields.startIndex }
  public var endIndex: Int { fields.endIndex }
  public subscript(position: Int) -> WireHeader { fields[position] }

  /// The value of the first field with this name.
  public subscript(name: String) -> String? {
    fields.first { Self.same($0.name, name) }?.value
  }

  /// The values of all fields with this name, in wire order.
  public func values(_ name: String) -> [String] {
    fields.filter { Self.same($0.name, name) }.map(\.value)
  }

  /// The comma-separated elements of all fields with this name, trimmed, empty ones left out (RFC 9110 section 5.6.1).
  public func elements(_ name: String) -> [String] {
    values(name).flatMap { value in
      value.split(separator: ",").map { WireText.trimmed($0) }.filter { !$0.isEmpty }
    }
  }

  public func contains(name: String) -> Bool {
    fields.contains { Self.same($0.name, name) }
  }

  /// Appends a field after all others; a field of the same name stays.
  public mutating func add(_ name: String, _ value: String) {
    fields.append(WireHeader(name, value))
  }

  /// Appends all of another's fields.
  public mutating func add(contentsOf other: WireHeaders) {
    fields.append(contentsOf: other.fields)
  }

  /// Removes all fields of this name and appends one.
  public mutating func set(_ name: String, _ value: String) {
    remove(name)
    add(name, value)
  }

  /// Removes all fields of this name.
  public mutating func remove(_ name: String) {
    fields.removeAll { Self.same($0.name, name) }
  }

  static func same(_ left: String, _ right: String) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    return zip(left.utf8, right.utf8).allSatisfy { WireText.lower($0) == WireText.lower($1) }
  }
}

/// ASCII helpers for header text.
enum WireText {
  static func lower(_ byte: UInt8) -> UInt8 {
    (65...90).contains(byte) ? byte + 32 : byte
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
  }
}
