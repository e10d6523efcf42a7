/// One frame of HTTP/2 (RFC 9113 section 4.1).
struct HTTP2Frame: Sendable, Hashable {
  /// The kinds that a client meets (RFC 9113 section 6); others are ignored.
  enum Kind: UInt8, Sendable {
    case data = 0
    case headers = 1
    case priority = 2
    case reset = 3
    case settings = 4
    case pushPromise = 5
    case ping = 6
    case goAway = 7
    case windowUpdate = 8
    case continuation = 9
  }

  /// Flags, as far as a client uses them.
  enum Flag {
    static let endStream: UInt8 = 0x1
    static let acknowledgement: UInt8 = 0x1
    static let endHeaders: UInt8 = 0x4
    static let padded: UInt8 = 0x8
    static let priority: UInt8 = 0x20
  }

  static let headerBytes = 9
  /// The largest payload that either side may send before it is told otherwise (RFC 9113 section 6.5.2).
  static let defaultLimit = 16_384

  var kind: UInt8
  var flags: UInt8
  var stream: UInt32
  var payload: ArraySlice<UInt8>

  init(_ kind: Kind, flags: UInt8 = 0, stream: UInt32 = 0, payload: ArraySlice<UInt8> = []) {
    self.kind = kind.rawValue
    self.flags = flags
    self.stream = stream
    self.payload = payload
  }

  private init(kind: UInt8, flags: UInt8, stream: UInt32, payload: ArraySlice<UInt8>) {
    self.kind = kind
    self.flags = flags
    self.stream = stream
    self.payload = payload
  }

  func has(_ flag: UInt8) -> Bool { flags & flag != 0 }

  /// The frame as it goes on the wire.
  var bytes: [UInt8] {
    let length = payload.count
    var bytes: [UInt8] = [
      UInt8(truncatingIfNeeded: length >> 16), UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length), kind, flags,
    ]
    bytes += Self.number(stream)
    bytes += payload
    return bytes
  }

  /// Four bytes, the most significant first.
  static func number(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The first frame of `buffer` and how many bytes it takes; nil until all of it is there.
  /// - Throws: ``HTTP2Failure`` for a frame that is larger than `limit`.
  static func first(of buffer: ArraySlice<UInt8>, limit: Int = defaultLimit) throws(HTTP2Failure) -> (frame: HTTP2Frame, size: Int)? {
    guard buffer.count >= headerBytes else { return nil }
    let start = buffer.startIndex
    let length = Int(buffer[start]) << 16 | Int(buffer[start + 1]) << 8 | Int(buffer[start + 2])
    guard length <= limit else { throw .malformed("a frame of \(length) bytes, \(limit) are allowed") }
    guard buffer.count >= headerBytes + length else { return nil }
    let stream = number(buffer[(start + 5)...]) & 0x7FFF_FFFF
    let payload = buffer[(start + headerBytes)..<(start + headerBytes + length)]
    return (HTTP2Frame(kind: buffer[start + 3], flags: buffer[start + 4], stream: stream, payload: payload), headerBytes + length)
  }

  /// The payload without padding and priority (RFC 9113 sections 6.1 and 6.2).
  func content() throws(HTTP2Failure) -> ArraySlice<UInt8> {
    var content = payload
    var padding = 0
    if has(Flag.padded) {
      guard let first = content.popFirst() else { throw .malformed("a padded frame without its padding's length") }
      padding = Int(first)
    }
    if kind == Kind.headers.rawValue, has(Flag.priority) {
      guard content.count >= 5 else { throw .malformed("a header frame that ends within its priority") }
      content = content.dropFirst(5)
    }
    guard padding <= content.count else { throw .malformed("a frame whose padding is longer than itself") }
    return content.dropLast(padding)
  }
}

/// Why an HTTP/2 connection or stream cannot go on.
enum HTTP2Failure: Error, Hashable {
  case malformed(String)
  case tooLarge(String)
  /// The peer ended the stream or the connection with this error code (RFC 9113 section 7).
  case reset(UInt32)
}
