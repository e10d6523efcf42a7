/// A body of the type `text/event-stream`, read as the HTML standard says (section 9.2.6), with what a client would lose.
struct EventStream: Sendable {
  struct Event: Sendable, Hashable {
    var type: String?
    var data: String
    var id: String?
  }

  /// What is wrong with a stream; none of it stops a client, which loses something each time.
  enum Fault: String, Sendable, Hashable {
    case encoding = "bytes that are no UTF-8"
    case field = "a line that is neither a field, nor a comment, nor empty"
    case retry = "a retry that isn't a number of milliseconds"
    case identifier = "an id with a NUL, which clients ignore"
    case unfinished = "an event at its end without the empty line that sends it off"
  }

  private(set) var events: [Event] = []
  private(set) var faults: [Fault] = []

  private var type: String?
  private var data: [Substring] = []
  private var id: String?
  private var hasFields = false

  /// - Parameter isWhole: whether the stream has ended; otherwise its last lines may be half of what comes.
  init(_ bytes: [UInt8], isWhole: Bool = true) {
    let text: String
    if let valid = String(validating: bytes, as: UTF8.self) {
      text = valid
    } else {
      text = String(decoding: bytes, as: UTF8.self)
      if isWhole { add(.encoding) }
    }
    let scalars = text.unicodeScalars
    var lines = Self.lines(scalars.first == "\u{FEFF}" ? text.dropFirst() : text[...])
    if !isWhole { lines = lines.dropLast() }
    for line in lines { read(line) }
    if isWhole, hasFields, !data.isEmpty { add(.unfinished) }
  }

  /// Lines end with CR, LF or both; what follows the last one is a line of its own, perhaps an empty one that was never sent.
  private static func lines(_ text: Substring) -> [Substring] {
    var lines: [Substring] = []
    var rest = text.utf8[...]
    while let end = rest.firstIndex(where: { $0 == 10 || $0 == 13 }) {
      lines.append(Substring(rest[..<end]))
      var next = rest.index(after: end)
      if rest[end] == 13, next < rest.endIndex, rest[next] == 10 { next = rest.index(after: next) }
      rest = rest[next...]
    }
    if !rest.isEmpty { lines.append(Substring(rest)) }
    return lines
  }

  private mutating func read(_ line: Substring) {
    guard !line.isEmpty else { return dispatch() }
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return take(field: line, value: "") }
    if colon == line.startIndex { return }
    var value = line[line.utf8.index(after: colon)...]
    if value.utf8.first == UInt8(ascii: " ") { value = value[value.utf8.index(after: value.startIndex)...] }
    take(field: line[..<colon], value: value)
  }

  private mutating func take(field: Substring, value: Substring) {
    hasFields = true
    switch field {
    case "data": data.append(value)
    case "event": type = String(value)
    case "id": if value.utf8.contains(0) { add(.identifier) } else { id = String(value) }
    case "retry": if value.isEmpty || !value.utf8.allSatisfy({ (48...57).contains($0) }) { add(.retry) }
    default:
      // Clients skip names that they don't know, so a name may be an extension; other text is something that was meant as data.
      if !field.utf8.allSatisfy({ (65...90).contains($0 & 0xDF) || (48...57).contains($0) || $0 == 45 || $0 == 95 }) { add(.field) }
    }
  }

  private mutating func dispatch() {
    // An event without data is none.
    if !data.isEmpty { events.append(Event(type: type, data: data.joined(separator: "\n"), id: id)) }
    (type, data, hasFields) = (nil, [], false)
  }

  private mutating func add(_ fault: Fault) { if !faults.contains(fault) { faults.append(fault) } }
}
