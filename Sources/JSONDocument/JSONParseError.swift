/// Why a text isn't JSON, and where.
public struct JSONParseError: Error, Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    case empty
    case tooLarge(bytes: Int, limit: Int)
    case tooDeep(limit: Int)
    case unexpected(byte: UInt8, expected: String)
    case endOfText(expected: String)
    case trailingText
    case invalidNumber
    case invalidLiteral
    case invalidEscape
    case unpairedSurrogate
    case controlCharacter(UInt8)
    case invalidUTF8
    case byteOrderMark
  }

  public let reason: Reason
  public let position: JSONPosition
}

/// A place in a text.
public struct JSONPosition: Sendable, Hashable {
  /// In bytes, from 0.
  public let offset: Int
  /// From 1.
  public let line: Int
  /// In code points, from 1.
  public let column: Int

  public init(offset: Int, line: Int, column: Int) {
    (self.offset, self.line, self.column) = (offset, line, column)
  }

  static func at(_ offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> JSONPosition {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == 10 {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return JSONPosition(offset: offset, line: line, column: column)
  }
}

extension JSONParseError: CustomStringConvertible {
  public var description: String { "line \(position.line), column \(position.column): \(reason)" }
}

extension JSONParseError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "the text is empty; a JSON value was expected"
    case .tooLarge(let bytes, let limit): "the text has \(bytes) bytes, the limit is \(limit)"
    case .tooDeep(let limit): "nesting is deeper than the limit of \(limit)"
    case .unexpected(let byte, let expected): "\(Self.name(of: byte)) where \(expected) was expected"
    case .endOfText(let expected): "the text ends where \(expected) was expected"
    case .trailingText: "more text after the end of the JSON value"
    case .invalidNumber: "not a number as RFC 8259 writes one"
    case .invalidLiteral: "not one of true, false and null"
    case .invalidEscape: "not an escape that JSON has"
    case .unpairedSurrogate: "an escaped surrogate without its other half, which is no Unicode text"
    case .controlCharacter(let byte): "\(Self.name(of: byte)) inside a string must be written as an escape"
    case .invalidUTF8: "the text is not valid UTF-8"
    case .byteOrderMark: "a byte order mark, which RFC 8259 forbids"
    }
  }

  private static func name(of byte: UInt8) -> String {
    if byte > 0x20, byte < 0x7F { return "'\(Character(Unicode.Scalar(byte)))'" }
    let digits = String(byte, radix: 16, uppercase: true)
    return "byte 0x" + (digits.count < 2 ? "0" : "") + digits
  }
}
