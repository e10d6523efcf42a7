/// An event as named members, of JSON or of EDN.
struct EventFields {
  let members: [HistoryValue: HistoryValue]
  let line: Int
  let column: Int?

  /// Nil where the event is none of a client.
  func event() throws(HistoryFileError) -> RecordedEvent? {
    guard let process = self["process"] else { throw error("an event has no process", "Add 'process', a number or a name") }
    switch process {
    case .integer: break
    // What Jepsen does to the system is no operation on it.
    case .text(let name): if name.string == "nemesis" { return nil }
    default: throw error("the process \(process) is neither a number nor a name", "Give each client a number")
    }
    let kinds = RecordedEvent.Kind.allCases.map(\.rawValue).joined(separator: ", ")
    guard let type = self["type"] else { throw error("an event has no type", "Add 'type', one of: \(kinds)") }
    guard let kind = Self.word(type).flatMap(RecordedEvent.Kind.init(rawValue:)) else {
      throw error("unknown type \(type)", "There are: \(kinds)")
    }
    guard let name = (self["op"] ?? self["f"]).flatMap(Self.word) else {
      throw error("an event has no operation", "Name it by 'op', for example read")
    }
    var outcome: String?
    if let word = self["outcome"], word != .null {
      guard let text = word.string else { throw error("the outcome \(word) is no word", "Write accepted, rejected or the like") }
      outcome = text
    }
    return RecordedEvent(
      process: process, kind: kind, name: name, key: self["key"], value: self["value"] ?? .null, outcome: outcome, line: line)
  }

  /// A name; some write a keyword into JSON with its colon, as `":invoke"`.
  private static func word(_ value: HistoryValue) -> String? {
    guard let text = value.string else { return nil }
    return text.utf8.count > 1 && text.utf8.first == UInt8(ascii: ":") ? String(text.dropFirst()) : text
  }

  private subscript(name: String) -> HistoryValue? { members[.string(name)] }

  private func error(_ message: String, _ remedy: String) -> HistoryFileError {
    HistoryFileError(line: line, column: column, message, remedy: remedy)
  }
}
