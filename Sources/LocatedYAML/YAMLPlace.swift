/// A place in a text.
public struct YAMLPlace: Sendable, Hashable {
  /// From 1; 0 where no line can be named.
  public let line: Int
  /// In characters, from 1; 0 where no column can be named.
  public let column: Int

  public init(line: Int, column: Int) {
    (self.line, self.column) = (line, column)
  }

  /// The place of a byte.
  static func at(_ offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> YAMLPlace {
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
    return YAMLPlace(line: line, column: column)
  }
}
