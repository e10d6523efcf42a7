/// Reads values of EDN (github.com/edn-format/edn), as far as histories hold them.
///
/// Keywords, symbols and characters become texts, lists, vectors and sets become lists; tags are left off, as in
/// `#jepsen.history.Op{...}`.
struct EDNReader {
  private(set) var scanner: ByteScanner

  init(_ scanner: ByteScanner) { self.scanner = scanner }

  /// Goes to the next value; false at the end.
  mutating func skipToValue() throws(HistoryFileError) -> Bool {
    while let byte = scanner.next {
      switch byte {
      case UInt8(ascii: ","), 0...0x20: scanner.advance()
      case UInt8(ascii: ";"): scanner.skip { $0 != UInt8(ascii: "\n") }
      case UInt8(ascii: "#") where scanner.following == UInt8(ascii: "_"):
        scanner.advance()
        scanner.advance()
        _ = try value()
      default: return true
      }
    }
    return false
  }

  /// Enters the collection that begins here.
  mutating func enter() { scanner.advance() }

  mutating func value(_ depth: Int = 0) throws(HistoryFileError) -> HistoryValue {
    guard depth < ByteScanner.deepest else { throw scanner.error("nested deeper than \(ByteScanner.deepest)", "Flatten the value") }
    guard try skipToValue() else { throw scanner.error("the file ends in the middle of a value", "Complete it") }
    switch scanner.next {
    case UInt8(ascii: "\""): return .string(try scanner.quotedText(mayBreak: true))
    case UInt8(ascii: "["): return .list(try elements(until: UInt8(ascii: "]"), depth))
    case UInt8(ascii: "("): return .list(try elements(until: UInt8(ascii: ")"), depth))
    case UInt8(ascii: "{"): return try map(depth)
    case UInt8(ascii: "#"): return try dispatched(depth)
    case UInt8(ascii: "^"):
      scanner.advance()
      _ = try value(depth + 1)
      return try value(depth + 1)
    case UInt8(ascii: "\\"):
      scanner.advance()
      if let byte = scanner.next, Self.isDelimiter(byte) {
        scanner.advance()
        return .string(String(UnicodeScalar(byte)))
      }
      return .string(scanner.take { !Self.isDelimiter($0) })
    case UInt8(ascii: ":"):
      scanner.advance()
      let name = scanner.take { !Self.isDelimiter($0) }
      guard !name.isEmpty else { throw scanner.error("a keyword has no name", "Write it as :name") }
      return .string(name)
    default: return try word()
    }
  }

  private mutating func word() throws(HistoryFileError) -> HistoryValue {
    let start = scanner
    let word = scanner.take { !Self.isDelimiter($0) }
    switch word {
    case "": throw start.error("expected a value, found \(start.found)", "Write EDN")
    case "nil": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      let digits = word.hasSuffix("N") || word.hasSuffix("M") ? String(word.dropLast()) : word
      return ByteScanner.number(digits) ?? .string(word)
    }
  }

  /// A set `#{}`, or a tag before a value.
  private mutating func dispatched(_ depth: Int) throws(HistoryFileError) -> HistoryValue {
    scanner.advance()
    if scanner.next == UInt8(ascii: "{") { return .list(try elements(until: UInt8(ascii: "}"), depth)) }
    let tag = scanner.take { !Self.isDelimiter($0) }
    guard !tag.isEmpty else { throw scanner.error("'#' without a tag", "Write #{...} or #tag value") }
    // ##Inf and ##NaN are values themselves.
    return tag.hasPrefix("#") ? .string(tag) : try value(depth + 1)
  }

  private mutating func elements(until end: UInt8, _ depth: Int) throws(HistoryFileError) -> [HistoryValue] {
    let start = scanner
    scanner.advance()
    var elements: [HistoryValue] = []
    while try skipToValue() {
      if scanner.next == end {
        scanner.advance()
        return elements
      }
      elements.append(try value(depth + 1))
    }
    throw start.error("this \(start.found) is never closed", "Close it with '\(Character(UnicodeScalar(end)))'")
  }

  private mutating func map(_ depth: Int) throws(HistoryFileError) -> HistoryValue {
    let start = scanner
    let flat = try elements(until: UInt8(ascii: "}"), depth)
    guard flat.count.isMultiple(of: 2) else { throw start.error("a map has a key without a value", "Give every key a value") }
    var members: [HistoryValue: HistoryValue] = [:]
    for index in stride(from: 0, to: flat.count, by: 2) {
      guard members.updateValue(flat[index + 1], forKey: flat[index]) == nil else {
        throw start.error("a map has the key \(flat[index]) twice", "Remove one")
      }
    }
    return .map(members)
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool { byte <= 0x20 || ",;\"()[]{}".utf8.contains(byte) }
}
