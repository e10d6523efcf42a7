import Testing

@testable import HTTPWire

@Suite(.timeLimit(.minutes(1)))
struct HTTPWireClientTests {
  private func withClient(
    _ script: @escaping ScriptedServer.Script, options: HTTPWireClient.Options = .init(),
    _ body: (HTTPWireClient, ScriptedServer) async throws -> Void
  ) async throws {
    try await ScriptedServer.with(script) { server in
      try await WireLoops.with { loops in
        let client = HTTPWireClient(endpoint: WireEndpoint(host: "127.0.0.1", port: server.port), loops: loops, options: options)
        try await body(client, server)
        await client.close()
      }
    }
  }

  private func failure(
    _ client: HTTPWireClient, _ request: WireRequest = WireRequest(method: "POST", target: "/"), deadline: Duration = .seconds(5)
  ) async -> WireError? {
    do {
      _ = try await client.send(request, deadline: deadline)
      return nil
    } catch {
      return error as? WireError
    }
  }

  @Test("requests one after another share a connection, and timing is in order")
  func keepsAlive() async throws {
    try await withClient { _, number in
      .ok("n\(number)")
    } _: { client, server async throws in
      for number in 0..<5 {
        let response = try await client.send(WireRequest(target: "/"))
        #expect(response.text == "n\(number)")
        #expect(response.timing.sent <= response.timing.firstByte)
        #expect(response.timing.firstByte <= response.timing.finished)
        #expect(response.timing.latencyNanoseconds > 0)
      }
      #expect(server.connections == 1)
    }
  }

  @Test("requests at the same time run on connections of their own")
  func parallel() async throws {
    try await withClient { _, _ in
      .together(4, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    } _: { client, server async throws in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 { group.addTask { try await client.send(WireRequest(target: "/")).status } }
        for try await status in group { #expect(status == 200) }
      }
      #expect(server.connections == 4)
    }
  }

  @Test(
    "an event stream without an end is read as far as was asked, and cut",
    arguments: [
      (WireStreamLimit(duration: .seconds(30), events: 2), true), (WireStreamLimit(duration: .milliseconds(20), events: 9), true),
      (WireStreamLimit(duration: .seconds(30), events: 9, bytes: 10), true), (nil, false),
    ] as [(WireStreamLimit?, Bool)])
  func eventStream(limit: WireStreamLimit?, isCut: Bool) async throws {
    let options = HTTPWireClient.Options(limits: WireLimits(eventStream: limit))
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n"
    try await withClient({ _, _ in .bytes(head + "data: 1\n\ndata: 2\n\n") }, options: options) { client, server async throws in
      guard isCut else {
        #expect(await failure(client, deadline: .milliseconds(50))?.kind == .timedOut)
        return
      }
      let response = try await client.send(WireRequest(target: "/"))
      #expect(response.isCut)
      #expect(response.text.hasPrefix("data: 1\n\n"))
      // What is left of it can't be taken for the next answer.
      _ = try await client.send(WireRequest(target: "/"))
      #expect(server.connections == 2)
    }
  }

  @Test("what is no event stream, or ends by itself, is not cut")
  func whole() async throws {
    let options = HTTPWireClient.Options(limits: WireLimits(eventStream: WireStreamLimit(duration: .seconds(30), events: 1)))
    let stream = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9\r\n\r\ndata: 1\n\n"
    try await withClient(
      { _, number in number == 0 ? .ok("a\n\nb\n\n", headers: "Content-Type: text/plain\r\n") : .bytes(stream) }, options: options
    ) {
      client, _ async throws in
      for _ in 0..<2 { #expect(try await client.send(WireRequest(target: "/")).isCut == false) }
    }
  }

  @Test("Connection: close ends the connection and the next request makes a new one")
  func connectionClose() async throws {
    try await withClient { _, _ in
      .ok("x", headers: "Connection: close\r\n")
    } _: { client, server async throws in
      for _ in 0..<2 { #expect(try await client.send(WireRequest(target: "/")).status == 200) }
      #expect(server.connections == 2)
    }
  }

  @Test("a GET on a kept connection that died is sent again on a new one; a POST is not")
  func stale() async throws {
    try await withClient { request, number in
      number % 2 == 0 ? .ok() : (request.hasPrefix("GET") || number == 3 ? .close : .ok())
    } _: { client, server async throws in
      #expect(try await client.send(WireRequest(target: "/0")).status == 200)
      #expect(try await client.send(WireRequest(target: "/1")).status == 200)
      #expect(server.requests.count == 3)
      #expect(await failure(client)?.kind == .closedEarly)
      #expect(server.requests.count == 4)
    }
  }

  @Test("nobody listening is refused")
  func refused() async throws {
    var port = 0
    try await ScriptedServer.with { _, _ in
      .ok()
    } _: {
      port = $0.port
    }
    try await WireLoops.with { loops in
      let client = HTTPWireClient(endpoint: WireEndpoint(host: "127.0.0.1", port: port), loops: loops)
      let error = await failure(client)
      #expect(error?.kind == .refused)
      #expect(error?.phase == .connect)
    }
  }

  @Test("an unknown host is unreachable")
  func unknownHost() async throws {
    try await WireLoops.with { loops in
      let client = HTTPWireClient(endpoint: WireEndpoint(host: "no-such-host.invalid", port: 1), loops: loops)
      #expect(await failure(client, deadline: .seconds(20))?.kind == .unreachable)
    }
  }

  @Test(
    "each way of having no response has its kind",
    arguments: [
      (Reply.reset, WireError.Kind.reset), (.close, .closedEarly),
      (.bytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome"), .closedEarly),
      (.bytes("220 smtp\r\n"), .malformedResponse), (.bytes("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"), .tooLarge),
    ])
  func kinds(reply: Reply, kind: WireError.Kind) async throws {
    try await withClient { _, _ in
      reply
    } _: { client, _ async throws in
      let error = await failure(client)
      #expect(error?.kind == kind, "\(String(describing: error))")
    }
  }

  @Test(
    "silence and an unfinished response end at the deadline",
    arguments: [Reply.silence, .bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome")])
  func deadline(reply: Reply) async throws {
    try await withClient { _, _ in
      reply
    } _: { client, _ async throws in
      #expect(await failure(client, deadline: .milliseconds(50))?.kind == .timedOut)
    }
  }

  @Test("cancelling the task ends the exchange")
  func cancellation() async throws {
    try await withClient { _, _ in
      .silence
    } _: { client, server async throws in
      await withTaskGroup(of: WireError.Kind?.self) { group in
        group.addTask { await failure(client, deadline: .seconds(60))?.kind }
        while server.requests.isEmpty { await Task.yield() }
        group.cancelAll()
        #expect(await group.next() == .cancelled)
      }
    }
  }

  @Test("a response in pieces, and one without length, arrive whole")
  func pieces() async throws {
    try await withClient { request, _ in
      request.contains("/close")
        ? .bytesThenClose("HTTP/1.1 200 OK\r\n\r\nto the end") : .parts(["HTTP/1.1 20", "0 OK\r\nContent-Le", "ngth: 4\r\n\r\nfo", "ur"])
    } _: { client, _ async throws in
      #expect(try await client.send(WireRequest(target: "/")).text == "four")
      #expect(try await client.send(WireRequest(target: "/close")).text == "to the end")
    }
  }

  @Test("a malformed request reaches the server byte for byte")
  func malformedRequest() async throws {
    try await withClient { _, _ in
      .ok()
    } _: { client, server async throws in
      _ = try await client.send(.raw(Array("get\t/ HTTP/9.9\r\nHost : x\r\n\r\n".utf8)))
      #expect(server.requests == ["get\t/ HTTP/9.9\r\nHost : x\r\n\r\n"])
    }
  }

  @Test("a closed client refuses to send")
  func closed() async throws {
    try await withClient { _, _ in
      .ok()
    } _: { client, _ async throws in
      await client.close()
      #expect(await failure(client)?.kind == .cancelled)
    }
  }

  @Test("a client whose event loops were shut down refuses to send and closes without harm")
  func loopsGone() async throws {
    try await ScriptedServer.with { _, _ in
      .ok()
    } _: { server async throws in
      let loops = WireLoops(threads: 1)
      let client = HTTPWireClient(endpoint: WireEndpoint(host: "127.0.0.1", port: server.port), loops: loops)
      #expect(try await client.send(WireRequest(target: "/")).status == 200)
      await loops.shutdown()
      #expect(await failure(client)?.kind == .cancelled)
      await client.close()
    }
  }
}
