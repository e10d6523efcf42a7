/// Jepsen's log: `INFO  jepsen.util - 0 :invoke :cas [0 1]`, separated by tabs or spaces, or, as newer versions write it,
/// `INFO [jepsen worker 0] jepsen.util: 0 :invoke :cas [0 1]`. Other lines of the log, and what the nemesis does, are
/// passed over.
enum JepsenLogReader {
  static let marker = Array("jepsen.util".utf8)

  static func events(_ bytes: [UInt8]) throws(HistoryFileError) -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    var line = 0
    for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      line += 1
      guard events.count < RecordedHistory.mostEvents else {
        throw HistoryFileError(line: line, "more than \(RecordedHistory.mostEvents) events", remedy: "Split the history by key")
      }
      if let event = try event(Array(text), line) { events.append(event) }
    }
    return events
  }

  private static func event(_ text: [UInt8], _ line: Int) throws(HistoryFileError) -> RecordedEvent? {
    guard let start = end(of: marker, in: text) else { return nil }
    var scanner = ByteScanner(text, from: 0, line: line)
    while scanner.position < start { scanner.advance() }
    if scanner.next == UInt8(ascii: ":") { scanner.advance() }
    scanner.skip(while: isBlank)
    if scanner.next == UInt8(ascii: "-"), scanner.following.map(isBlank) ?? true {
      scanner.advance()
      scanner.skip(while: isBlank)
    }
    let process = scanner.take { !isBlank($0) }
    let kinds = RecordedEvent.Kind.allCases.map { ":\($0.rawValue)" }.joined(separator: ", ")
    scanner.skip(while: isBlank)
    // ":nemesis", or a message of another kind.
    guard let number = Int(process), scanner.next == UInt8(ascii: ":") else { return nil }
    let typePlace = scanner
    let type = scanner.take { !isBlank($0) }
    guard type.hasPrefix(":"), let kind = RecordedEvent.Kind(rawValue: String(type.dropFirst())) else {
      throw typePlace.error("process \(number) does '\(HistoryFileError.short(type))'", "There are: \(kinds)")
    }
    scanner.skip(while: isBlank)
    let namePlace = scanner
    let name = scanner.take { !isBlank($0) }
    guard name.hasPrefix(":"), name.utf8.count > 1 else {
      throw namePlace.error("no operation is named", "Write :read, :write or :cas after the type")
    }
    var reader = EDNReader(scanner)
    // What stands behind a failure or a lost answer is a reason, in whatever form.
    guard kind == .invoke || kind == .ok else {
      return RecordedEvent(process: .integer(number), kind: kind, name: String(name.dropFirst()), line: line)
    }
    let value = try reader.skipToValue() ? try reader.value() : .null
    return RecordedEvent(process: .integer(number), kind: kind, name: String(name.dropFirst()), value: value, line: line)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

  private static func end(of word: [UInt8], in text: [UInt8]) -> Int? {
    guard let first = word.first, text.count >= word.count else { return nil }
    for start in 0...(text.count - word.count) where text[start] == first {
      if text[start..<(start + word.count)].elementsEqual(word) { return start + word.count }
    }
    return nil
  }
}
