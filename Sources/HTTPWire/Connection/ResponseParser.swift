/// Incremental HTTP/1.1 response parser (RFC 9112). Feed it bytes; it says when the response is complete or why it never will be.
struct ResponseParser {
  enum Failure: Error, Hashable {
    case malformed(String)
    case tooLarge(String)
  }

  private enum State: Equatable {
    case head
    case fixedBody(remaining: Int)
    case chunkSize
    case chunkData(remaining: Int)
    case chunkEnd
    case trailers
    case untilClose
    case complete
  }

  private let isHead: Bool
  private let limits: WireLimits
  private var state = State.head
  /// Bytes not yet understood: always less than one head, one chunk line or one trailer section.
  private var pending: [UInt8] = []
  private var cursor = 0
  private var bodyCount = 0
  private(set) var response = WireResponse(status: 0)
  private(set) var received = 0
  /// The connection may carry another exchange after this response.
  private(set) var keepsAlive = false

  /// - Parameter method: `HEAD` responses have no body whatever their headers say.
  init(method: String, limits: WireLimits) {
    isHead = method == "HEAD"
    self.limits = limits
  }

  var isComplete: Bool { state == .complete }
  var hasHead: Bool { state != .head }
  /// Whether a body is being read that is an event stream, and may have no end.
  var isStreaming: Bool {
    guard hasHead, !isComplete, (200..<300).contains(response.status) else { return false }
    let type = response.headers["Content-Type"]?.prefix { $0 != ";" } ?? ""
    return WireText.trimmed(String(type)).lowercased() == "text/event-stream"
  }
  /// Bytes that came after the end of the response.
  var leftover: [UInt8] { Array(pending[cursor...]) }

  /// Takes bytes from the socket; `true` once the response is complete.
  mutating func feed(_ bytes: some Collection<UInt8>) throws(Failure) -> Bool {
    received += bytes.count
    pending.append(contentsOf: bytes)
    while state != .complete {
      guard try step() else { break }
    }
    if cursor > 0, state != .complete {
      pending.removeFirst(cursor)
      cursor = 0
    }
    return isComplete
  }

  /// The peer closed its side; `true` where this completes a response without length.
  mutating func finish() -> Bool {
    guard state == .untilClose else { return false }
    state = .complete
    return true
  }

  /// Takes out what came of the body so far, for a response that is used while it goes on.
  mutating func takeBody() -> [UInt8] {
    let body = response.body
    response.body = []
    return body
  }

  private var available: Int { pending.count - cursor }

  private mutating func step() throws(Failure) -> Bool {
    switch state {
    case .head: return try readHead()
    case .fixedBody(let remaining):
      let left = remaining - (try take(upTo: remaining))
      state = left == 0 ? .complete : .fixedBody(remaining: left)
      return left == 0
    case .chunkSize: return try readChunkSize()
    case .chunkData(let remaining):
      let left = remaining - (try take(upTo: remaining))
      state = left == 0 ? .chunkEnd : .chunkData(remaining: left)
      return left == 0
    case .chunkEnd: return try readChunkEnd()
    case .trailers: return try readTrailers()
    case .untilClose:
      _ = try take(upTo: available)
      return false
    case .complete: return false
    }
  }

  private mutating func take(upTo limit: Int) throws(Failure) -> Int {
    let count = min(limit, available)
    guard count > 0 else { return 0 }
    bodyCount += count
    guard bodyCount <= limits.bodyBytes else { throw .tooLarge("the body exceeds \(limits.bodyBytes) bytes") }
    if limits.keepsBody { response.body.append(contentsOf: pending[cursor..<cursor + count]) }
    cursor += count
    return count
  }

  /// The next line without its CRLF (a bare LF is accepted, RFC 9112 section 2.2), or `nil` until it is complete.
  private mutating func line(limit: Int, of what: String) throws(Failure) -> ArraySlice<UInt8>? {
    guard let end = pending[cursor...].firstIndex(of: 10) else {
      guard available <= limit else { throw .tooLarge("the \(what) exceeds \(limit) bytes") }
      return nil
    }
    guard end - cursor <= limit else { throw .tooLarge("the \(what) exceeds \(limit) bytes") }
    var line = pending[cursor..<end]
    if line.last == 13 { line = line.dropLast() }
    cursor = end + 1
    return line
  }

  private mutating func readHead() throws(Failure) -> Bool {
    let start = cursor
    guard let statusLine = try line(limit: limits.headBytes, of: "status line") else { return try waitForMore(from: start) }
    var response = try Self.parseStatusLine(statusLine)
    guard let headers = try readFields(from: start) else { return try waitForMore(from: start) }
    response.headers = headers
    if (100...199).contains(response.status), response.status != 101 { return true }
    self.response = response
    try chooseFraming()
    return true
  }

  private mutating func readTrailers() throws(Failure) -> Bool {
    let start = cursor
    guard let fields = try readFields(from: start) else { return try waitForMore(from: start) }
    response.trailers = fields
    state = .complete
    return true
  }

  private mutating func waitForMore(from start: Int) throws(Failure) -> Bool {
    cursor = start
    guard available <= limits.headBytes else { throw .tooLarge("the header section exceeds \(limits.headBytes) bytes") }
    // What can never become a status line is refused at once, so that a peer of another protocol does not cost the whole deadline.
    let begin = Array("HTTP/".utf8)
    if state == .head, !begin.starts(with: pending[cursor...].prefix(begin.count)) {
      throw .malformed("the response does not begin with HTTP/")
    }
    return false
  }

  /// Header fields up to the empty line, or `nil` until that has come.
  private mutating func readFields(from start: Int) throws(Failure) -> WireHeaders? {
    var fields = WireHeaders()
    while let line = try line(limit: limits.headBytes, of: "header line") {
      guard cursor - start <= limits.headBytes else { throw .tooLarge("the header section exceeds \(limits.headBytes) bytes") }
      if line.isEmpty { return fields }
      guard let colon = line.firstIndex(of: 58), colon > line.startIndex else {
        throw .malformed("a header line without a name: \(Self.excerpt(line))")
      }
      let name = line[..<colon]
      guard name.allSatisfy(Self.isTokenByte) else { throw .malformed("an illegal header name: \(Self.excerpt(name))") }
      let value = WireText.trimmed(line[(colon + 1)...])
      fields.add(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
    }
    return nil
  }

  private mutating func chooseFraming() throws(Failure) {
    let codings = response.headers.elements("transfer-encoding").map { $0.lowercased() }
    let lengths = Set(response.headers.elements("content-length"))
    let options = response.headers.elements("connection").map { $0.lowercased() }
    keepsAlive = response.version == "HTTP/1.1" ? !options.contains("close") : options.contains("keep-alive")
    if isHead || response.status == 101 || response.status == 204 || response.status == 304 {
      let readsOn = limits.readsForbiddenBodies && response.status != 101
      if readsOn { keepsAlive = false }
      state = readsOn ? .untilClose : .complete
    } else if !codings.isEmpty {
      guard lengths.isEmpty else { throw .malformed("both Transfer-Encoding and Content-Length") }
      guard codings == ["chunked"] else { throw .malformed("unknown transfer coding \(codings.joined(separator: ", "))") }
      state = .chunkSize
    } else if let text = lengths.first {
      guard lengths.count == 1, let length = Self.number(text) else { throw .malformed("contradicting or illegal Content-Length") }
      guard length <= limits.bodyBytes else { throw .tooLarge("the body of \(length) bytes exceeds \(limits.bodyBytes) bytes") }
      state = length == 0 ? .complete : .fixedBody(remaining: length)
    } else {
      keepsAlive = false
      state = .untilClose
    }
  }

  private mutating func readChunkSize() throws(Failure) -> Bool {
    guard let line = try line(limit: 1024, of: "chunk size line") else { return false }
    let digits = line.prefix { $0 != 59 && $0 != 32 && $0 != 9 }
    guard !digits.isEmpty, digits.count <= 8, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0 else {
      throw .malformed("an illegal chunk size: \(Self.excerpt(line))")
    }
    state = size == 0 ? .trailers : .chunkData(remaining: size)
    return true
  }

  private mutating func readChunkEnd() throws(Failure) -> Bool {
    guard let line = try line(limit: 2, of: "end of a chunk") else { return false }
    guard line.isEmpty else { throw .malformed("a chunk is longer than its size") }
    state = .chunkSize
    return true
  }

  private static func parseStatusLine(_ line: ArraySlice<UInt8>) throws(Failure) -> WireResponse {
    let parts = line.split(separator: 32, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2 else { throw .malformed("not a status line: \(excerpt(line))") }
    let version = String(decoding: parts[0], as: UTF8.self)
    guard version == "HTTP/1.1" || version == "HTTP/1.0" else { throw .malformed("not an HTTP/1 status line: \(excerpt(line))") }
    guard parts[1].count == 3, let status = number(String(decoding: parts[1], as: UTF8.self)), status >= 100 else {
      throw .malformed("an illegal status code: \(excerpt(line))")
    }
    return WireResponse(status: status, reason: parts.count == 3 ? String(decoding: parts[2], as: UTF8.self) : "", version: version)
  }

  /// A decimal number of at most 18 digits, without sign.
  private static func number(_ text: String) -> Int? {
    guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    case 33, 35...39, 42, 43, 45, 46, 94, 95, 96, 124, 126: true
    default: false
    }
  }

  private static func excerpt(_ bytes: ArraySlice<UInt8>) -> String {
    let text = bytes.prefix(60).map { (32...126).contains($0) ? Character(Unicode.Scalar($0)) : "?" }
    return "\"\(String(text))\""
  }
}
