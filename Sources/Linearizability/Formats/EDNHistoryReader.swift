/// Jepsen's histories as EDN: one map a line, or one vector of maps.
///
///     {:process 0, :type :invoke, :f :cas, :value [0 1]}
enum EDNHistoryReader {
  static func events(_ bytes: [UInt8]) throws(HistoryFileError) -> [RecordedEvent] {
    var reader = EDNReader(ByteScanner(bytes))
    var events: [RecordedEvent] = []
    /// The end of the vector that is open.
    var closing: UInt8?
    while try reader.skipToValue() {
      switch reader.scanner.next {
      case UInt8(ascii: "[") where closing == nil:
        closing = UInt8(ascii: "]")
        reader.enter()
      case UInt8(ascii: "(") where closing == nil:
        closing = UInt8(ascii: ")")
        reader.enter()
      case let byte? where byte == closing:
        closing = nil
        reader.enter()
      default:
        guard events.count < RecordedHistory.mostEvents else {
          throw reader.scanner.error("more than \(RecordedHistory.mostEvents) events", "Split the history by key")
        }
        let start = reader.scanner
        guard case .map(let members) = try reader.value() else {
          throw start.error("expected a map, found \(start.found)", "Write one map a line, or one vector of maps")
        }
        if let event = try EventFields(members: members, line: start.line, column: start.column).event() { events.append(event) }
      }
    }
    if closing != nil { throw reader.scanner.error("the vector of the history is never closed", "Close it, the file may be cut off") }
    return events
  }
}
