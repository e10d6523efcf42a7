import NIOCore
import NIOHPACK

/// The client's side of one HTTP/2 connection: makes the frames of requests and understands those of answers. Does no input or output.
struct HTTP2Session: Sendable {
  /// The frames of one request.
  struct Opened: Sendable, Hashable {
    var stream: UInt32
    /// Everything up to the frame that completes the request.
    var before: [UInt8]
    /// The frame that completes it.
    var final: [UInt8]
  }

  private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  private static let window: UInt32 = 1 << 24

  private let endpoint: WireEndpoint
  private let limits: WireLimits
  private var decoder: HPACKDecoder
  private var pending: [UInt8] = []
  private var nextStream: UInt32 = 1
  private var exchanges: [UInt32: HTTP2Exchange] = [:]
  /// The header block that CONTINUATION frames go on with.
  private var block: (stream: UInt32, endsStream: Bool, bytes: [UInt8])?
  private(set) var peer = HTTP2PeerSettings()
  /// The peer's first SETTINGS frame has come.
  private(set) var isReady = false
  /// The peer takes no further streams.
  private(set) var isGoingAway = false
  /// Bytes that must go to the peer: acknowledgements and window updates.
  private(set) var outgoing: [UInt8]

  init(endpoint: WireEndpoint, limits: WireLimits) {
    self.endpoint = endpoint
    self.limits = limits
    decoder = HPACKDecoder(allocator: ByteBufferAllocator(), maxDynamicTableSize: 4096, maxHeaderListSize: limits.headBytes)
    var settings: [UInt8] = [0, HTTP2PeerSettings.enablePush] + HTTP2Frame.number(0)
    settings += [0, HTTP2PeerSettings.initialWindow] + HTTP2Frame.number(Self.window)
    outgoing = Self.preface + HTTP2Frame(.settings, payload: settings[...]).bytes
    outgoing += HTTP2Frame(.windowUpdate, payload: HTTP2Frame.number(Self.window)[...]).bytes
  }

  /// Takes what must be sent.
  mutating func takeOutgoing() -> [UInt8] {
    defer { outgoing = [] }
    return outgoing
  }

  /// A connection can carry so many further streams at the same time.
  var capacity: Int { isGoingAway || nextStream > 0x3FFF_FFFF ? 0 : peer.concurrentStreams }

  /// Opens a stream for a request.
  /// - Throws: ``WireError`` for what HTTP/2 cannot carry, or the peer's windows not take.
  mutating func open(_ request: WireRequest) throws(WireError) -> Opened {
    if request.rawBytes != nil || request.framing == .exact {
      throw unsendable("a request of exact bytes is one of HTTP/1.1")
    }
    guard request.body.count <= peer.window else {
      throw unsendable("the body of \(request.body.count) bytes is larger than the peer's window of \(peer.window)")
    }
    let stream = nextStream
    nextStream += 2
    exchanges[stream] = HTTP2Exchange(method: request.method, limits: limits)
    var before = headerFrames(HeaderBlock.encode(request, for: endpoint)[...], stream)
    var body = request.body.dropLast(1)
    while !body.isEmpty {
      before += HTTP2Frame(.data, stream: stream, payload: body.prefix(HTTP2Frame.defaultLimit)).bytes
      body = body.dropFirst(HTTP2Frame.defaultLimit)
    }
    let final = HTTP2Frame(.data, flags: HTTP2Frame.Flag.endStream, stream: stream, payload: request.body.suffix(1)[...]).bytes
    return Opened(stream: stream, before: before, final: final)
  }

  /// What became of a stream; nil once it was taken.
  func exchange(_ stream: UInt32) -> HTTP2Exchange? { exchanges[stream] }

  mutating func forget(_ stream: UInt32) { exchanges[stream] = nil }

  /// Takes bytes of the peer that arrived at an instant.
  /// - Throws: ``HTTP2Failure`` where the connection is unusable from now on.
  mutating func receive(_ bytes: some Collection<UInt8>, at instant: WireInstant) throws(HTTP2Failure) {
    pending += bytes
    var rest = pending[...]
    while let (frame, size) = try HTTP2Frame.first(of: rest) {
      try take(frame, at: instant)
      rest = rest.dropFirst(size)
    }
    pending = Array(rest)
  }

  private mutating func take(_ frame: HTTP2Frame, at instant: WireInstant) throws(HTTP2Failure) {
    if block != nil, frame.kind != HTTP2Frame.Kind.continuation.rawValue {
      throw .malformed("a frame of another kind within a header section")
    }
    switch HTTP2Frame.Kind(rawValue: frame.kind) {
    case .data:
      let content = try frame.content()
      exchanges[frame.stream]?.take(body: content, ends: frame.has(HTTP2Frame.Flag.endStream), at: instant)
      giveBack(frame)
    case .headers:
      try take(header: try frame.content(), of: frame, ends: frame.has(HTTP2Frame.Flag.endStream), at: instant)
    case .continuation:
      guard let open = block, open.stream == frame.stream else { throw .malformed("a CONTINUATION frame out of place") }
      try take(header: frame.payload, of: frame, ends: open.endsStream, at: instant)
    case .settings:
      if frame.has(HTTP2Frame.Flag.acknowledgement) { return }
      try peer.take(frame.payload)
      isReady = true
      outgoing += HTTP2Frame(.settings, flags: HTTP2Frame.Flag.acknowledgement).bytes
    case .ping:
      guard !frame.has(HTTP2Frame.Flag.acknowledgement) else { return }
      outgoing += HTTP2Frame(.ping, flags: HTTP2Frame.Flag.acknowledgement, payload: frame.payload).bytes
    case .reset: exchanges[frame.stream]?.end(.reset(HTTP2Frame.number(frame.payload)), at: instant)
    case .goAway:
      isGoingAway = true
      let last = HTTP2Frame.number(frame.payload) & 0x7FFF_FFFF
      let code = HTTP2Frame.number(frame.payload.dropFirst(4))
      for stream in exchanges.keys where stream > last { exchanges[stream]?.end(.reset(code), at: instant) }
    case .pushPromise: throw .malformed("a PUSH_PROMISE although push is off")
    case .windowUpdate, .priority, nil: return
    }
  }

  private mutating func take(
    header bytes: ArraySlice<UInt8>, of frame: HTTP2Frame, ends: Bool, at instant: WireInstant
  ) throws(HTTP2Failure) {
    let all = (block?.bytes ?? []) + bytes
    guard all.count <= limits.headBytes else { throw .tooLarge("the header section exceeds \(limits.headBytes) bytes") }
    guard frame.has(HTTP2Frame.Flag.endHeaders) else {
      block = (frame.stream, ends, all)
      return
    }
    block = nil
    var buffer = ByteBuffer(bytes: all)
    do {
      // Decoded for every stream, known or not: the table of the connection goes on with it.
      let fields = try decoder.decodeHeaders(from: &buffer)
      exchanges[frame.stream]?.take(fields: fields.map { (name: $0.name, value: $0.value) }, ends: ends, at: instant)
    } catch {
      throw .malformed("a header section that cannot be decoded: \(error)")
    }
  }

  /// Lets the peer send as much again as it has sent.
  private mutating func giveBack(_ frame: HTTP2Frame) {
    guard !frame.payload.isEmpty else { return }
    let update = HTTP2Frame.number(UInt32(frame.payload.count))[...]
    outgoing += HTTP2Frame(.windowUpdate, payload: update).bytes
    if !frame.has(HTTP2Frame.Flag.endStream) { outgoing += HTTP2Frame(.windowUpdate, stream: frame.stream, payload: update).bytes }
  }

  private func headerFrames(_ block: ArraySlice<UInt8>, _ stream: UInt32) -> [UInt8] {
    var rest = block.dropFirst(HTTP2Frame.defaultLimit)
    var bytes = HTTP2Frame(
      .headers, flags: rest.isEmpty ? HTTP2Frame.Flag.endHeaders : 0, stream: stream, payload: block.prefix(HTTP2Frame.defaultLimit)
    ).bytes
    while !rest.isEmpty {
      let part = rest.prefix(HTTP2Frame.defaultLimit)
      rest = rest.dropFirst(HTTP2Frame.defaultLimit)
      bytes += HTTP2Frame(.continuation, flags: rest.isEmpty ? HTTP2Frame.Flag.endHeaders : 0, stream: stream, payload: part).bytes
    }
    return bytes
  }

  private func unsendable(_ detail: String) -> WireError {
    WireError(.failed, during: .send, endpoint: endpoint, detail: "cannot be sent over HTTP/2: \(detail)")
  }
}
