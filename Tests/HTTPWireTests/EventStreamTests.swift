import Testing

@testable import HTTPWire

@Suite("Event streams", .timeLimit(.minutes(1)))
struct EventStreamTests {
  private func events(_ text: String, pieces: Int = 1) throws -> [ServerSentEvent] {
    var parser = EventStreamParser()
    let bytes = Array(text.utf8)
    var events: [ServerSentEvent] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) { events += try parser.feed(bytes[start..<min(start + pieces, bytes.count)]) }
    return events
  }

  @Test("lines end in three ways, and events however the bytes are cut", arguments: [1, 2, 3, 1000])
  func lineEnds(pieces: Int) throws {
    let text = "\u{feff}event: a\r\ndata: 1\r\n\r\ndata:2\rdata: 3\r\rid: 9\ndata\n\n: comment\n\nunknown: x\nretry: 5\ndata:  two\n\n"
    let wanted = [
      ServerSentEvent(event: "a", data: "1"), ServerSentEvent(data: "2\n3"), ServerSentEvent(data: "", id: "9"),
      ServerSentEvent(data: " two", id: "9"),
    ]
    #expect(try events(text, pieces: pieces) == wanted)
  }

  @Test("an event without data is none, and what has no empty line behind it is not there yet")
  func incomplete() throws {
    #expect(try events("event: a\n\nid: 1\n\ndata: x\n").isEmpty)
    #expect(try events("id: 1\u{0}2\ndata: x\n\n") == [ServerSentEvent(data: "x")])
  }

  @Test("a line and an event are bounded")
  func bounds() {
    var parser = EventStreamParser(limit: 10)
    #expect(throws: EventStreamParser.TooLarge.self) { _ = try parser.feed("data: 123456789".utf8) }
    var lines = EventStreamParser(limit: 10)
    #expect(throws: EventStreamParser.TooLarge.self) { _ = try lines.feed("data:1234\ndata:1234\ndata:1234\n".utf8) }
  }

  private static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"

  @Test("events come while the response goes on; its end, and silence, are told apart")
  func streams() async throws {
    let parts = ["Transfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n4\r\ndata\r\n", "6\r\n: 23\n\n\r\n", "0\r\n\r\n"]
    try await ScriptedServer.with { request, _ in
      request.hasPrefix("GET /silent") ? .bytes(Self.head + "\r\n") : .parts([Self.head + parts[0], parts[1], parts[2]])
    } _: { server in
      try await WireLoops.with(threads: 1) { loops in
        let endpoint = WireEndpoint(host: "127.0.0.1", port: server.port)
        guard case .open(let stream) = try await EventStreamClient.connect(to: endpoint, WireRequest(target: "/"), loops: loops) else {
          Issue.record("refused")
          return
        }
        #expect(try await stream.receive() == ServerSentEvent(data: "1"))
        #expect(try await stream.receive() == ServerSentEvent(data: "23"))
        let end = await #expect(throws: WireError.self) { try await stream.receive() }
        #expect(end?.kind == .closedEarly)
        await stream.close()
        guard case .open(let silent) = try await EventStreamClient.connect(to: endpoint, WireRequest(target: "/silent"), loops: loops)
        else {
          Issue.record("refused")
          return
        }
        let late = await #expect(throws: WireError.self) { try await silent.receive(deadline: .milliseconds(20)) }
        #expect(late?.kind == .timedOut)
        await silent.close()
      }
      #expect(server.requests.first?.contains("Accept: text/event-stream\r\n") == true)
    }
  }

  @Test("any other answer is given back whole")
  func refused() async throws {
    try await ScriptedServer.with { _, _ in
      .ok("{}", headers: "Content-Type: application/json\r\n")
    } _: { server in
      try await WireLoops.with(threads: 1) { loops in
        let endpoint = WireEndpoint(host: "127.0.0.1", port: server.port)
        guard case .refused(let response) = try await EventStreamClient.connect(to: endpoint, WireRequest(target: "/"), loops: loops) else {
          Issue.record("open")
          return
        }
        #expect(response.text == "{}")
        let nobody = await #expect(throws: WireError.self) {
          try await ConnectionProbe.connect(to: WireEndpoint(host: "127.0.0.1", port: 1), loops: loops, within: .seconds(5))
        }
        #expect(nobody?.kind == .refused)
        try await ConnectionProbe.connect(to: endpoint, loops: loops, within: .seconds(5))
      }
    }
  }
}
