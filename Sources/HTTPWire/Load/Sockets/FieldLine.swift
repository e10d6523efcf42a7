/// Reads header lines where they lie.
enum FieldLine {
  /// Whether the bytes begin with `text`, which is lowercase ASCII; letters of any case are the same.
  static func matches(_ bytes: UnsafePointer<UInt8>, _ text: StaticString) -> Bool {
    let expected = text.utf8Start
    for index in 0..<text.utf8CodeUnitCount {
      let byte = bytes[index]
      let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if lower != expected[index] { return false }
    }
    return true
  }

  /// Where the value of the field begins if this is its line.
  static func value(_ line: UnsafePointer<UInt8>, _ size: Int, of name: StaticString) -> Int? {
    let length = name.utf8CodeUnitCount
    guard size > length, line[length] == 0x3a, matches(line, name) else { return nil }
    var start = length + 1
    while start < size, line[start] == 0x20 || line[start] == 0x09 { start += 1 }
    return start
  }

  /// A decimal number, -1 where it is none or too large.
  static func number(_ bytes: UnsafePointer<UInt8>, _ size: Int) -> Int {
    var end = size
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    guard end > 0, end <= 15 else { return -1 }
    var number = 0
    for index in 0..<end {
      let digit = Int(bytes[index]) - 0x30
      guard digit >= 0, digit <= 9 else { return -1 }
      number = number * 10 + digit
    }
    return number
  }

  /// Whether the token, lowercase ASCII, stands somewhere in the value.
  static func contains(_ bytes: UnsafePointer<UInt8>, _ size: Int, _ token: StaticString) -> Bool {
    let length = token.utf8CodeUnitCount
    guard size >= length else { return false }
    for start in 0...(size - length) where matches(bytes + start, token) { return true }
    return false
  }

  static func hexDigit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x41 + 10
    case 0x61...0x66: Int(byte) - 0x61 + 10
    default: nil
    }
  }
}
