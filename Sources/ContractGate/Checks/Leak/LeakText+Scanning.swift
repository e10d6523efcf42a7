/// Small steps that patterns are made of; positions are those of the bytes.
extension LeakText {
  func byte(_ position: Int) -> UInt8? { bytes.indices.contains(position) ? bytes[position] : nil }

  func has(_ text: String, at position: Int) -> Bool {
    position >= 0 && position <= bytes.count && bytes[position...].starts(with: text.utf8)
  }

  /// The end of a run of bytes that fulfil a condition, at most `most` long.
  func end(from position: Int, most: Int = 300, while condition: (UInt8) -> Bool) -> Int {
    var end = position
    while end < bytes.count, end - position < most, condition(bytes[end]) { end += 1 }
    return end
  }

  /// The beginning of such a run that ends before a position.
  func start(before position: Int, most: Int = 300, while condition: (UInt8) -> Bool) -> Int {
    var start = position
    while start > 0, position - start < most, condition(bytes[start - 1]) { start -= 1 }
    return start
  }

  /// Whether digits stand at a position; gives where they end.
  func digits(at position: Int) -> Int? {
    let end = end(from: position, most: 12, while: Self.isDigit)
    return end > position ? end : nil
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Whether nothing before a position belongs to the same word, path or address.
  func isBoundary(before position: Int) -> Bool {
    guard let previous = byte(position - 1) else { return true }
    return !Self.isWord(previous) && !"./~-_%}@\\$".utf8.contains(previous)
  }

  static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) }
  static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte >= 128 }
  static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}
