/// The forms in which histories are written down.
public enum HistoryFormat: String, Sendable, CaseIterable {
  /// Our own: one JSON object a line.
  case json
  /// Jepsen's `history.edn`: one map a line, or one vector of maps.
  case edn
  /// Jepsen's log: `INFO jepsen.util - 0 :invoke :read nil`.
  case log

  /// The form of these bytes, by how they begin; nil where it is none.
  public static func detect(_ bytes: [UInt8]) -> HistoryFormat? {
    var rest = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
    func skipBlanks() { rest = rest.drop { $0 <= 0x20 || $0 == UInt8(ascii: ",") } }
    skipBlanks()
    while rest.first == UInt8(ascii: "[") || rest.first == UInt8(ascii: "(") {
      if rest.first == UInt8(ascii: "(") { return .edn }
      rest = rest.dropFirst()
      skipBlanks()
    }
    switch rest.first {
    case UInt8(ascii: ";"), UInt8(ascii: "#"), UInt8(ascii: "]"): return .edn
    case UInt8(ascii: "{"):
      rest = rest.dropFirst()
      skipBlanks()
      return rest.first == UInt8(ascii: ":") ? .edn : .json
    default: return contains(JepsenLogReader.marker, in: bytes) ? .log : nil
    }
  }

  private static func contains(_ word: [UInt8], in bytes: [UInt8]) -> Bool {
    guard let first = word.first, bytes.count >= word.count else { return false }
    return (0...(bytes.count - word.count)).contains { start in
      bytes[start] == first && bytes[start..<(start + word.count)].elementsEqual(word)
    }
  }
}

/// Reads recorded histories.
public enum HistoryReader {
  /// Bytes of a file at most.
  public static let mostBytes = 1 << 30

  /// - Parameters:
  ///   - format: found out where it is nil.
  ///   - isKeyed: values are `[key value]`, as Jepsen's `independent` writes them.
  public static func read(_ bytes: [UInt8], format: HistoryFormat? = nil, isKeyed: Bool = false) throws(HistoryFileError) -> RecordedHistory
  {
    guard bytes.count <= mostBytes else {
      throw HistoryFileError("the history has more than \(mostBytes) bytes", remedy: "Split it by key")
    }
    guard bytes.contains(where: { $0 > 0x20 }) else { return RecordedHistory(operations: []) }
    guard let format = format ?? HistoryFormat.detect(bytes) else {
      throw HistoryFileError(
        line: 1, column: 1, "this is neither JSON Lines, nor EDN, nor a log of Jepsen",
        remedy: "Write one JSON object a line, for example {\"process\": 0, \"type\": \"invoke\", \"op\": \"read\"}, or name the format")
    }
    var events: [RecordedEvent]
    switch format {
    case .json: events = try JSONHistoryReader.events(bytes)
    case .edn: events = try EDNHistoryReader.events(bytes)
    case .log: events = try JepsenLogReader.events(bytes)
    }
    if isKeyed { try splitKeys(&events) }
    return try RecordedHistory(events: events)
  }

  private static func splitKeys(_ events: inout [RecordedEvent]) throws(HistoryFileError) {
    for index in events.indices where events[index].key == nil {
      if let pair = events[index].value.list, pair.count == 2 {
        events[index].key = pair[0]
        events[index].value = pair[1]
      } else if events[index].kind == .invoke {
        throw HistoryFileError(
          line: events[index].line, "the value is no pair of a key and a value", remedy: "Write it as [key value], or leave 'keyed' out")
      }
    }
  }
}
