import Foundation

/// A value that can be read from a column.
public protocol PostgresDecodable {
  /// - Parameter text: PostgreSQL's text form, or nil for NULL.
  /// - Throws: ``PostgresValueError`` when the text is not of this type.
  init(postgresText text: String?) throws
}

/// Why a value cannot be read.
public struct PostgresValueError: Error {
  public var reason: String
  public init(_ reason: String) { self.reason = reason }
}

private func present(_ text: String?) throws -> String {
  guard let text else { throw PostgresValueError("it is NULL") }
  return text
}

extension String: PostgresDecodable {
  public init(postgresText text: String?) throws { self = try present(text) }
}

extension Int: PostgresDecodable {
  public init(postgresText text: String?) throws {
    guard let value = Int(try present(text)) else { throw PostgresValueError("it is no whole number") }
    self = value
  }
}

extension Int64: PostgresDecodable {
  public init(postgresText text: String?) throws {
    guard let value = Int64(try present(text)) else { throw PostgresValueError("it is no whole number of 64 bits") }
    self = value
  }
}

extension Double: PostgresDecodable {
  public init(postgresText text: String?) throws {
    switch try present(text) {
    case "Infinity": self = .infinity
    case "-Infinity": self = -.infinity
    case let text:
      guard let value = Double(text) else { throw PostgresValueError("it is no number") }
      self = value
    }
  }
}

extension Bool: PostgresDecodable {
  public init(postgresText text: String?) throws {
    switch try present(text) {
    case "t": self = true
    case "f": self = false
    default: throw PostgresValueError("it is no boolean")
    }
  }
}

extension UUID: PostgresDecodable {
  public init(postgresText text: String?) throws {
    guard let value = UUID(uuidString: try present(text)) else { throw PostgresValueError("it is no UUID") }
    self = value
  }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  public init(postgresText text: String?) throws { self = try text.map { try Wrapped(postgresText: $0) } }
}

extension JSONText: PostgresDecodable {
  public init(postgresText text: String?) throws { self.init(try present(text)) }
}

extension Array: PostgresDecodable where Element == UInt8 {
  public init(postgresText text: String?) throws {
    let digits = Array<UInt8>(try present(text).utf8)
    guard digits.count.isMultiple(of: 2), digits.starts(with: Array<UInt8>("\\x".utf8)) else {
      throw PostgresValueError("it is no bytea in hexadecimal form")
    }
    self = []
    reserveCapacity(digits.count / 2 - 1)
    var index = 2
    while index < digits.count {
      guard let high = Self.value(of: digits[index]), let low = Self.value(of: digits[index + 1]) else {
        throw PostgresValueError("it is no bytea in hexadecimal form")
      }
      append(high << 4 | low)
      index += 2
    }
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}
