import NIOCore
import NIOHPACK
import Testing

@testable import HTTPWire

@Suite("HTTP/2 session")
struct HTTP2SessionTests {
  private let endpoint = WireEndpoint(host: "127.0.0.1", port: 80)

  private func session() throws -> HTTP2Session {
    var session = HTTP2Session(endpoint: endpoint, limits: WireLimits())
    _ = session.takeOutgoing()
    try session.receive(HTTP2Frame(.settings, payload: [0, 3, 0, 0, 0, 100]).bytes, at: .zero)
    return session
  }

  private func block(_ fields: [(String, String)]) throws -> [UInt8] {
    var encoder = HPACKEncoder(allocator: ByteBufferAllocator())
    var buffer = ByteBuffer()
    try encoder.encode(headers: HPACKHeaders(fields), to: &buffer)
    return Array(buffer.readableBytesView)
  }

  private func frames(_ bytes: [UInt8]) throws -> [HTTP2Frame] {
    var rest = bytes[...]
    var frames: [HTTP2Frame] = []
    while let (frame, size) = try HTTP2Frame.first(of: rest) {
      frames.append(frame)
      rest = rest.dropFirst(size)
    }
    #expect(rest.isEmpty)
    return frames
  }

  @Test("begins with the preface and takes the peer's settings")
  func begins() throws {
    var fresh = HTTP2Session(endpoint: endpoint, limits: WireLimits())
    #expect(fresh.takeOutgoing().starts(with: Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)))
    #expect(!fresh.isReady)
    let ready = try session()
    #expect(ready.isReady)
    #expect(ready.capacity == 100)
    let replies = try frames(ready.outgoing)
    #expect(replies.map(\.flags) == [HTTP2Frame.Flag.acknowledgement])
  }

  @Test("holds back the frame that ends a request", arguments: [("", 0), ("x", 1), (String(repeating: "b", count: 40_000), 1)])
  func opens(body: String, last: Int) throws {
    var session = try session()
    let request = WireRequest(method: "POST", target: "/a", headers: ["Connection": "close", "X-Name": "v"], body: Array(body.utf8))
    let opened = try session.open(request)
    let before = try frames(opened.before)
    let final = try frames(opened.final)
    #expect(before.allSatisfy { !$0.has(HTTP2Frame.Flag.endStream) && $0.payload.count <= HTTP2Frame.defaultLimit })
    #expect(final.count == 1)
    #expect(final[0].has(HTTP2Frame.Flag.endStream))
    #expect(final[0].payload.count == last)
    let sent = before.filter { $0.kind == HTTP2Frame.Kind.data.rawValue }.flatMap(\.payload) + final[0].payload
    #expect(String(decoding: sent, as: UTF8.self) == body)
    var decoder = HPACKDecoder(allocator: ByteBufferAllocator())
    var buffer = ByteBuffer(bytes: before[0].payload)
    let fields = try decoder.decodeHeaders(from: &buffer)
    #expect(fields.first(name: ":path") == "/a")
    #expect(fields.first(name: "x-name") == "v")
    #expect(!fields.contains(name: "connection"))
  }

  @Test("understands an answer in compressed fields, in parts, with padding, an interim answer and trailers")
  func answers() throws {
    var session = try session()
    let stream = try session.open(WireRequest(target: "/")).stream
    var encoder = HPACKEncoder(allocator: ByteBufferAllocator())
    func encoded(_ fields: [(String, String)]) throws -> [UInt8] {
      var buffer = ByteBuffer()
      try encoder.encode(headers: HPACKHeaders(fields), to: &buffer)
      return Array(buffer.readableBytesView)
    }
    let head = try encoded([(":status", "103")])
    var bytes = HTTP2Frame(.headers, flags: HTTP2Frame.Flag.endHeaders, stream: stream, payload: head[...]).bytes
    let fields = try encoded([(":status", "201"), ("x-received-ns", "42")])
    bytes += HTTP2Frame(.headers, stream: stream, payload: fields.prefix(3)).bytes
    bytes += HTTP2Frame(.continuation, flags: HTTP2Frame.Flag.endHeaders, stream: stream, payload: fields.dropFirst(3)).bytes
    bytes += HTTP2Frame(.data, flags: HTTP2Frame.Flag.padded, stream: stream, payload: [2, 104, 105, 0, 0]).bytes
    let trailers = try encoded([("x-sum", "1")])
    bytes += HTTP2Frame(.headers, flags: 5, stream: stream, payload: trailers[...]).bytes
    for byte in bytes { try session.receive([byte], at: WireInstant(nanoseconds: 7)) }
    let exchange = try #require(session.exchange(stream))
    #expect(exchange.isOver)
    #expect(exchange.failure == nil)
    #expect(exchange.response.status == 201)
    #expect(exchange.response.headers["x-received-ns"] == "42")
    #expect(exchange.response.text == "hi")
    #expect(exchange.response.trailers["x-sum"] == "1")
  }

  @Test("a reset ends its stream and no other")
  func resets() throws {
    var session = try session()
    let first = try session.open(WireRequest(target: "/")).stream
    let second = try session.open(WireRequest(target: "/")).stream
    try session.receive(HTTP2Frame(.reset, stream: first, payload: [0, 0, 0, 8]).bytes, at: .zero)
    #expect(session.exchange(first)?.failure == .reset(8))
    #expect(session.exchange(second)?.isOver == false)
    try session.receive(HTTP2Frame(.goAway, payload: [0, 0, 0, UInt8(first), 0, 0, 0, 0]).bytes, at: .zero)
    #expect(session.exchange(second)?.failure == .reset(0))
    #expect(session.capacity == 0)
  }

  @Test(
    "what breaks the protocol is an error and never a crash",
    arguments: [
      [0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0], HTTP2Frame(.settings, payload: [1]).bytes, HTTP2Frame(.continuation, stream: 1).bytes,
      HTTP2Frame(.headers, flags: 0xC, stream: 1).bytes, HTTP2Frame(.headers, flags: 4, stream: 1, payload: [0xFF]).bytes,
      HTTP2Frame(.data, flags: 8, stream: 1, payload: [9, 0]).bytes, HTTP2Frame(.pushPromise, stream: 1).bytes,
      HTTP2Frame(.headers, stream: 1).bytes + HTTP2Frame(.ping).bytes,
    ])
  func refuses(bytes: [UInt8]) throws {
    var session = try session()
    #expect(throws: HTTP2Failure.self) { try session.receive(bytes, at: .zero) }
  }

  @Test("random bytes never crash it")
  func noise() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var session = try session()
      _ = try session.open(WireRequest(target: "/"))
      for _ in 0..<20 {
        let kind = UInt8.random(in: 0...10, using: &random)
        let payload = (0..<Int.random(in: 0..<40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        var frame = HTTP2Frame(.data, flags: .random(in: 0...255, using: &random), stream: .random(in: 0...3, using: &random))
        frame.kind = kind
        frame.payload = payload[...]
        guard (try? session.receive(frame.bytes, at: .zero)) != nil else { break }
      }
      #expect(session.capacity <= 4096)
    }
  }

  @Test("what HTTP/2 cannot carry is refused before it is sent")
  func unsendable() throws {
    var session = try session()
    #expect(throws: WireError.self) { try session.open(.raw([1])) }
    #expect(throws: WireError.self) { try session.open(WireRequest(method: "POST", target: "/", body: Array(repeating: 0, count: 70_000))) }
  }
}
