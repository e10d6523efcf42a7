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
    var elements: [String] = []
    for field in fields where Self.same(field.name, name) {
      for part in field.value.utf8.split(separator: UInt8(ascii: ",")) {
        let element = WireText.trimmed(part)
        if !element.isEmpty { elements.append(String(decoding: element, as: UTF8.self)) }
      }
    }
    return elements
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
    String(decoding: trimmed(String(text).utf8), as: UTF8.self)
  }

  /// Without the blanks and tabs around it.
  static func trimmed<Bytes: BidirectionalCollection<UInt8>>(_ bytes: Bytes) -> Bytes.SubSequence {
    guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) }) else {
      return bytes[bytes.endIndex..<bytes.endIndex]
    }
    return bytes[first...last]
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}
