import NIOCore

/// Tells the requests of one connection apart, so that single ones can be taken out. What is no HTTP/1 passes untouched.
struct HTTPRequestReader {
  enum Output {
    case pass(ByteBuffer)
    /// A request that was taken out has come to its end.
    case answer(HTTPRequestHead, FaultEntry)
  }

  private enum State {
    case head
    case body(left: Int)
    /// The line that says how large the next chunk is.
    case chunkSize
    case chunk(left: Int)
    case trailer
    case foreign
  }

  private static let largestHead = 65_536
  private var state = State.head
  /// Bytes of a head or a line that is not complete.
  private var kept = ByteBuffer()
  private var taken: (head: HTTPRequestHead, entry: FaultEntry)?

  /// No request is under way.
  var isIdle: Bool {
    if case .head = state { kept.readableBytes == 0 } else { false }
  }
  var isForeign: Bool {
    if case .foreign = state { true } else { false }
  }

  /// - Parameter decide: the fault that answers a request instead of the server, or nil.
  mutating func feed(_ buffer: ByteBuffer, decide: (HTTPRequestHead) -> FaultEntry?) -> [Output] {
    var input = buffer
    var outputs: [Output] = []
    while input.readableBytes > 0 {
      switch state {
      case .head: readHead(&input, &outputs, decide)
      case .body(let left): readBody(&input, &outputs, left: left)
      case .chunkSize: readLine(&input, &outputs)
      case .chunk(let left): readChunk(&input, &outputs, left: left)
      case .trailer: readLine(&input, &outputs)
      case .foreign:
        outputs.append(.pass(input))
        input.clear()
      }
    }
    return outputs
  }

  /// What was kept of a head that does not go on.
  mutating func flush() -> ByteBuffer? {
    guard case .head = state, kept.readableBytes > 0 else { return nil }
    defer { kept.clear() }
    state = .foreign
    return kept
  }

  private mutating func readHead(_ input: inout ByteBuffer, _ outputs: inout [Output], _ decide: (HTTPRequestHead) -> FaultEntry?) {
    let earlier = kept.readableBytes
    kept.writeImmutableBuffer(input)
    let view = kept.readableBytesView
    guard let end = Self.endOfHead(view, from: max(0, earlier - 3)) else {
      input.clear()
      if kept.readableBytes > Self.largestHead || !Self.mayBeHTTP(view) { become(.foreign, &outputs) }
      return
    }
    input.moveReaderIndex(forwardBy: end - earlier)
    let text = String(decoding: view.prefix(end - 4), as: UTF8.self)
    var whole = kept
    let bytes = whole.readSlice(length: end) ?? ByteBuffer()
    kept = bytes
    guard let head = HTTPRequestHead(text) else { return become(.foreign, &outputs) }
    let entry = decide(head)
    taken = entry.map { (head, $0) }
    if entry == nil {
      if head.isUpgrade { return become(.foreign, &outputs) }
      outputs.append(.pass(bytes))
    }
    kept.clear()
    // Such a client sends no body to an answer that says nothing of going on.
    if entry != nil, head.expectsContinue { return finish(&outputs) }
    switch head.body {
    case .bytes(0): finish(&outputs)
    case .bytes(let length): state = .body(left: length)
    case .chunks: state = .chunkSize
    }
  }

  private mutating func readBody(_ input: inout ByteBuffer, _ outputs: inout [Output], left: Int) {
    let count = min(left, input.readableBytes)
    emit(input.readSlice(length: count), &outputs)
    if count == left { finish(&outputs) } else { state = .body(left: left - count) }
  }

  private mutating func readChunk(_ input: inout ByteBuffer, _ outputs: inout [Output], left: Int) {
    let count = min(left, input.readableBytes)
    emit(input.readSlice(length: count), &outputs)
    state = count == left ? .chunkSize : .chunk(left: left - count)
  }

  /// A line with the size of a chunk, or of the trailer.
  private mutating func readLine(_ input: inout ByteBuffer, _ outputs: inout [Output]) {
    let view = input.readableBytesView
    let length = view.firstIndex(of: UInt8(ascii: "\n")).map { view.distance(from: view.startIndex, to: $0) + 1 }
    let part = input.readSlice(length: length ?? input.readableBytes) ?? ByteBuffer()
    kept.writeImmutableBuffer(part)
    emit(part, &outputs)
    guard length != nil else {
      if kept.readableBytes > Self.largestHead { state = .foreign }
      return
    }
    let line = String(decoding: kept.readableBytesView, as: UTF8.self).prefix { $0 != "\r\n" && $0 != "\n" && $0 != ";" }
    kept.clear()
    if case .trailer = state {
      if line.isEmpty { finish(&outputs) }
      return
    }
    guard let size = Int(line.filter { $0 != " " }, radix: 16), size >= 0, size < 1 << 40 else {
      state = .foreign
      return
    }
    // The data and the line end behind it.
    state = size == 0 ? .trailer : .chunk(left: size + 2)
  }

  private func emit(_ part: ByteBuffer?, _ outputs: inout [Output]) {
    if taken == nil, let part, part.readableBytes > 0 { outputs.append(.pass(part)) }
  }

  private mutating func finish(_ outputs: inout [Output]) {
    state = .head
    kept.clear()
    if let taken { outputs.append(.answer(taken.head, taken.entry)) }
    taken = nil
  }

  private mutating func become(_ state: State, _ outputs: inout [Output]) {
    self.state = state
    if kept.readableBytes > 0 { outputs.append(.pass(kept)) }
    kept.clear()
  }

  /// The position after the empty line.
  private static func endOfHead(_ view: ByteBufferView, from start: Int) -> Int? {
    let bytes = Array(view)
    guard bytes.count >= 4 else { return nil }
    let end: [UInt8] = [13, 10, 13, 10]
    return (start...(bytes.count - 4)).first { bytes[$0..<$0 + 4].elementsEqual(end) }.map { $0 + 4 }
  }

  /// A method is of capital letters, and a blank follows.
  private static func mayBeHTTP(_ view: ByteBufferView) -> Bool {
    let method = view.prefix { (65...90).contains($0) || $0 == 45 }
    if method.count == view.count { return method.count <= 32 }
    return !method.isEmpty && view[view.index(view.startIndex, offsetBy: method.count)] == 32
  }
}
