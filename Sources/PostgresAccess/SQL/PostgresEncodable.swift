import Foundation

/// A value that can be bound to a parameter.
public protocol PostgresEncodable: Sendable {
  /// PostgreSQL's text form, or nil for NULL.
  var postgresText: String? { get }
}

extension String: PostgresEncodable { public var postgresText: String? { self } }
extension Int: PostgresEncodable { public var postgresText: String? { String(self) } }
extension Int64: PostgresEncodable { public var postgresText: String? { String(self) } }
extension Int32: PostgresEncodable { public var postgresText: String? { String(self) } }
extension Bool: PostgresEncodable { public var postgresText: String? { self ? "t" : "f" } }
extension UUID: PostgresEncodable { public var postgresText: String? { uuidString.lowercased() } }

extension Double: PostgresEncodable {
  public var postgresText: String? {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
    return String(self)
  }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
  public var postgresText: String? { self?.postgresText }
}

/// Bytes for a `bytea` parameter or from such a column.
extension Array: PostgresEncodable where Element == UInt8 {
  public var postgresText: String? {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = Array("\\x".utf8)
    text.reserveCapacity(2 + count * 2)
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// JSON text for a `json` or `jsonb` parameter or from such a column.
public struct JSONText: Hashable, Sendable, PostgresEncodable {
  public var text: String
  public init(_ text: String) { self.text = text }
  public var postgresText: String? { text }
}
