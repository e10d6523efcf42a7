/// Our own format: one JSON object (RFC 8259) a line; an array of them is read too.
///
///     {"process": 0, "type": "invoke", "op": "write", "key": "x", "value": 1}
///     {"process": 0, "type": "ok", "op": "write", "key": "x"}
struct JSONHistoryReader {
  private var scanner: ByteScanner
  private var events: [RecordedEvent] = []

  /// Members that mean something, and members that a recorder may add.
  private static let members: Set<String> = [
    "process", "type", "op", "f", "key", "value", "outcome", "time", "index", "error", "note", "node",
  ]

  static func events(_ bytes: [UInt8]) throws(HistoryFileError) -> [RecordedEvent] {
    var reader = JSONHistoryReader(scanner: ByteScanner(bytes))
    try reader.readAll()
    return reader.events
  }

  /// One value and nothing else.
  static func value(_ bytes: [UInt8]) throws(HistoryFileError) -> HistoryValue {
    var reader = JSONHistoryReader(scanner: ByteScanner(bytes))
    reader.skipBlanks()
    let value = try reader.value(0)
    reader.skipBlanks()
    guard reader.scanner.next == nil else { throw reader.scanner.error("something follows the value", "Give one value") }
    return value
  }

  private mutating func readAll() throws(HistoryFileError) {
    skipBlanks()
    if scanner.next == UInt8(ascii: "[") { return try readArray() }
    while scanner.next != nil {
      try readEvent()
      skipBlanks()
    }
  }

  private mutating func readArray() throws(HistoryFileError) {
    scanner.advance()
    skipBlanks()
    if scanner.next != UInt8(ascii: "]") {
      while true {
        try readEvent()
        skipBlanks()
        guard scanner.next == UInt8(ascii: ",") else { break }
        scanner.advance()
        skipBlanks()
      }
    }
    guard scanner.next == UInt8(ascii: "]") else { throw scanner.error("expected ',' or ']', found \(scanner.found)", "Close the array") }
    scanner.advance()
    skipBlanks()
    guard scanner.next == nil else { throw scanner.error("something follows the array", "Remove it") }
  }

  private mutating func readEvent() throws(HistoryFileError) {
    guard scanner.next == UInt8(ascii: "{") else {
      throw scanner.error("expected an event, found \(scanner.found)", "Write one JSON object a line")
    }
    guard events.count < RecordedHistory.mostEvents else {
      throw scanner.error("more than \(RecordedHistory.mostEvents) events", "Split the history by key")
    }
    let (line, column) = (scanner.line, scanner.column)
    guard case .map(let members) = try value(0) else { return }
    let fields = EventFields(members: members, line: line, column: column)
    for key in members.keys where !Self.members.contains(key.string ?? "") {
      throw HistoryFileError(
        line: line, column: column, "unknown member \(key)", remedy: "There are: \(Self.members.sorted().joined(separator: ", "))")
    }
    if let event = try fields.event() { events.append(event) }
  }

  private mutating func skipBlanks() { scanner.skip { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0d) } }

  private mutating func value(_ depth: Int) throws(HistoryFileError) -> HistoryValue {
    guard depth < ByteScanner.deepest else { throw scanner.error("nested deeper than \(ByteScanner.deepest)", "Flatten the value") }
    switch scanner.next {
    case UInt8(ascii: "\""): return .string(try scanner.quotedText())
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    default:
      let start = scanner
      let word = scanner.take { $0 > 0x20 && !",]}:[{\"".utf8.contains($0) }
      switch word {
      case "null": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      default:
        guard let number = ByteScanner.number(word), !word.hasPrefix("+") else {
          throw start.error("expected a value, found \(word.isEmpty ? start.found : "'\(HistoryFileError.short(word))'")", "Write JSON")
        }
        return number
      }
    }
  }

  private mutating func array(_ depth: Int) throws(HistoryFileError) -> HistoryValue {
    scanner.advance()
    skipBlanks()
    var elements: [HistoryValue] = []
    if scanner.next == UInt8(ascii: "]") {
      scanner.advance()
      return .list([])
    }
    while true {
      skipBlanks()
      elements.append(try value(depth + 1))
      skipBlanks()
      switch scanner.next {
      case UInt8(ascii: ","): scanner.advance()
      case UInt8(ascii: "]"):
        scanner.advance()
        return .list(elements)
      default: throw scanner.error("expected ',' or ']', found \(scanner.found)", "Close the array")
      }
    }
  }

  private mutating func object(_ depth: Int) throws(HistoryFileError) -> HistoryValue {
    scanner.advance()
    skipBlanks()
    var members: [HistoryValue: HistoryValue] = [:]
    if scanner.next == UInt8(ascii: "}") {
      scanner.advance()
      return .map([:])
    }
    while true {
      skipBlanks()
      guard scanner.next == UInt8(ascii: "\"") else { throw scanner.error("expected a member's name, found \(scanner.found)", "Quote it") }
      let key = HistoryValue.string(try scanner.quotedText())
      skipBlanks()
      guard scanner.next == UInt8(ascii: ":") else { throw scanner.error("expected ':', found \(scanner.found)", "Write \(key): value") }
      scanner.advance()
      skipBlanks()
      guard members.updateValue(try value(depth + 1), forKey: key) == nil else {
        throw scanner.error("the member \(key) comes twice", "Remove one")
      }
      skipBlanks()
      switch scanner.next {
      case UInt8(ascii: ","): scanner.advance()
      case UInt8(ascii: "}"):
        scanner.advance()
        return .map(members)
      default: throw scanner.error("expected ',' or '}', found \(scanner.found)", "Close the object")
      }
    }
  }
}
