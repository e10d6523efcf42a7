/// Makes events of the bytes of a `text/event-stream`, however they are cut (WHATWG HTML, section 9.2.6).
struct EventStreamParser {
  struct TooLarge: Error {}

  private let limit: Int
  private var line: [UInt8] = []
  private var followsReturn = false
  private var isFirstLine = true
  private var event = ""
  private var data: [String] = []
  private var dataBytes = 0
  private var id = ""

  /// - Parameter limit: the largest line, and the largest data of one event, in bytes.
  init(limit: Int = 1 << 20) { self.limit = limit }

  mutating func feed(_ bytes: some Sequence<UInt8>) throws(TooLarge) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    for byte in bytes {
      // A line ends with LF, CR LF or CR.
      let isSecondHalf = followsReturn && byte == UInt8(ascii: "\n")
      followsReturn = byte == UInt8(ascii: "\r")
      if isSecondHalf { continue }
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
        guard line.count < limit else { throw TooLarge() }
        line.append(byte)
        continue
      }
      if let event = try endLine() { events.append(event) }
    }
    return events
  }

  private mutating func endLine() throws(TooLarge) -> ServerSentEvent? {
    var bytes = line[...]
    line.removeAll(keepingCapacity: true)
    if isFirstLine, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    isFirstLine = false
    guard !bytes.isEmpty else { return dispatch() }
    let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
    var value = bytes[colon...].dropFirst()
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    // A line that begins with a colon is a comment.
    switch String(decoding: bytes[..<colon], as: UTF8.self) {
    case "event": event = String(decoding: value, as: UTF8.self)
    case "id": if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
    case "data":
      dataBytes += value.count + 1
      guard dataBytes <= limit else { throw TooLarge() }
      data.append(String(decoding: value, as: UTF8.self))
    default: break
    }
    return nil
  }

  private mutating func dispatch() -> ServerSentEvent? {
    defer {
      event = ""
      data = []
      dataBytes = 0
    }
    guard !data.isEmpty else { return nil }
    return ServerSentEvent(event: event.isEmpty ? "message" : event, data: data.joined(separator: "\n"), id: id)
  }
}
