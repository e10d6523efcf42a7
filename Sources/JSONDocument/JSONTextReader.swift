/// Reads the tokens of a JSON text.
struct JSONTextReader {
  typealias Failure = JSONParserMachine.Failure

  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  // The place that was asked for last; places are asked for in ascending order.
  private var counted = 0
  private var line = 1
  private var column = 1

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Refuses what is too large, empty, or begins with a byte order mark.
  mutating func open(limit: Int) throws(Failure) {
    guard bytes.count <= limit else { throw Failure(reason: .tooLarge(bytes: bytes.count, limit: limit), offset: 0) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw Failure(reason: .byteOrderMark, offset: 0) }
    skipWhitespace()
    guard position < bytes.count else { throw Failure(reason: .empty, offset: position) }
  }

  mutating func expectEnd() throws(Failure) {
    skipWhitespace()
    guard position == bytes.count else { throw Failure(reason: .trailingText, offset: position) }
  }

  mutating func skipWhitespace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  func peek(expecting expected: StaticString) throws(Failure) -> UInt8 {
    guard position < bytes.count else { throw Failure(reason: .endOfText(expected: "\(expected)"), offset: position) }
    return bytes[position]
  }

  mutating func literal(_ text: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue {
    let end = position + text.utf8CodeUnitCount
    guard end <= bytes.count else { throw Failure(reason: .invalidLiteral, offset: position) }
    for offset in 0..<text.utf8CodeUnitCount where bytes[position + offset] != text.utf8Start[offset] {
      throw Failure(reason: .invalidLiteral, offset: position)
    }
    position = end
    return value
  }

  mutating func number() throws(Failure) -> JSONNumber {
    let start = position
    var scanner = JSONNumberScanner(bytes: bytes, position: position)
    guard scanner.scan() else { throw Failure(reason: .invalidNumber, offset: scanner.position) }
    position = scanner.position
    if position < bytes.count, bytes[position] &- 48 < 10 { throw Failure(reason: .invalidNumber, offset: position) }
    return JSONNumber(scanner.plain ?? .text(String(decoding: bytes[start..<position], as: UTF8.self)))
  }

  /// Reads a string from its opening to its closing quotation mark.
  mutating func string() throws(Failure) -> String {
    position += 1
    let start = position
    var isASCII = skipPlainWords()
    while true {
      let byte = try peek(expecting: "the end of a string")
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      if byte < 0x20 { throw Failure(reason: .controlCharacter(byte), offset: position) }
      if byte >= 0x80 { isASCII = false }
      position += 1
    }
    let part = UnsafeBufferPointer(rebasing: bytes[start..<position])
    position += 1
    return isASCII ? String(decoding: part, as: UTF8.self) : try decoded(part, at: start)
  }

  /// Advances by whole words of eight bytes while none of them is a quotation mark, a backslash or a control character; tells
  /// whether all of them were ASCII.
  @inline(__always) private mutating func skipPlainWords() -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var seen: UInt64 = 0
    while position + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      // A byte borrows in the subtraction exactly where it is what is looked for, or, harmlessly, beside one.
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let found = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word)
      if found & highs != 0 { break }
      seen |= word
      position += 8
    }
    return seen & highs == 0
  }

  private mutating func escapedString(from start: Int) throws(Failure) -> String {
    var text = Array(bytes[start..<position])
    while true {
      let byte = try peek(expecting: "the end of a string")
      if byte == UInt8(ascii: "\"") { break }
      if byte < 0x20 { throw Failure(reason: .controlCharacter(byte), offset: position) }
      if byte == UInt8(ascii: "\\") {
        try appendEscape(to: &text)
      } else {
        text.append(byte)
        position += 1
      }
    }
    position += 1
    return try text.withUnsafeBufferPointer { part throws(Failure) in try decoded(part, at: start) }
  }

  private mutating func appendEscape(to text: inout [UInt8]) throws(Failure) {
    let start = position
    position += 1
    let byte = try peek(expecting: "an escape")
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try unicodeEscape(from: start)
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: throw Failure(reason: .invalidEscape, offset: start)
    }
  }

  private mutating func unicodeEscape(from start: Int) throws(Failure) -> Unicode.Scalar {
    let first = try hexadecimal(from: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    else { throw Failure(reason: .unpairedSurrogate, offset: start) }
    position += 2
    let second = try hexadecimal(from: start)
    guard (0xDC00...0xDFFF).contains(second) else { throw Failure(reason: .unpairedSurrogate, offset: start) }
    let code: UInt32 = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
    guard let scalar = Unicode.Scalar(code) else { throw Failure(reason: .unpairedSurrogate, offset: start) }
    return scalar
  }

  private mutating func hexadecimal(from start: Int) throws(Failure) -> UInt32 {
    guard position + 4 <= bytes.count else { throw Failure(reason: .invalidEscape, offset: start) }
    var value: UInt32 = 0
    for offset in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[position + offset])).hexDigitValue, bytes[position + offset] < 0x80 else {
        throw Failure(reason: .invalidEscape, offset: start)
      }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }

  /// Decoding repairs what isn't UTF-8, so that the bytes differ afterwards.
  private func decoded(_ part: UnsafeBufferPointer<UInt8>, at offset: Int) throws(Failure) -> String {
    let text = String(decoding: part, as: UTF8.self)
    let isSame = text.utf8.count == part.count && text.utf8.withContiguousStorageIfAvailable { $0.elementsEqual(part) } ?? false
    guard isSame else { throw Failure(reason: .invalidUTF8, offset: offset) }
    return text
  }

  /// Line and column of the current position, both from 1, the column in code points.
  mutating func place() -> (line: Int, column: Int) {
    while counted < position {
      if bytes[counted] == 10 {
        line += 1
        column = 1
      } else if bytes[counted] & 0xC0 != 0x80 {
        column += 1
      }
      counted += 1
    }
    return (line, column)
  }
}
