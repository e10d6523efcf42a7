/// A response as it came, with header order, case and duplicates kept.
public struct WireResponse: Sendable, Hashable {
  /// 100...999.
  public var status: Int
  public var reason: String
  /// `HTTP/1.1` or `HTTP/1.0`.
  public var version: String
  public var headers: WireHeaders
  /// The content after the transfer coding is taken off; a content coding is left as it is.
  public var body: [UInt8]
  /// Trailer fields of a chunked body.
  public var trailers: WireHeaders
  public var timing: WireTiming
  /// Bytes that came right behind the response, where none may come: for instance the body of a 304.
  public var surplusBytes = 0
  /// Whether the client stopped reading before the end, as ``WireLimits/eventStream`` says.
  public var isCut = false

  public init(
    status: Int, reason: String = "", version: String = "HTTP/1.1", headers: WireHeaders = [], body: [UInt8] = [],
    trailers: WireHeaders = [], timing: WireTiming = WireTiming()
  ) {
    self.status = status
    self.reason = reason
    self.version = version
    self.headers = headers
    self.body = body
    self.trailers = trailers
    self.timing = timing
  }

  /// The body as UTF-8, with invalid bytes replaced.
  public var text: String { String(decoding: body, as: UTF8.self) }
}

/// When the parts of an exchange happened, on the clock of ``WireInstant``.
public struct WireTiming: Sendable, Hashable {
  /// The last byte of the request was given to the socket.
  public var sent: WireInstant
  /// The first byte of the response arrived.
  public var firstByte: WireInstant
  /// The last byte of the response arrived.
  public var finished: WireInstant

  public init(sent: WireInstant = .zero, firstByte: WireInstant = .zero, finished: WireInstant = .zero) {
    self.sent = sent
    self.firstByte = firstByte
    self.finished = finished
  }

  /// From the last byte sent to the last byte received, in nanoseconds.
  public var latencyNanoseconds: Int64 { finished - sent }
}
