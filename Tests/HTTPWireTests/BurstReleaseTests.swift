import Foundation
import Testing

@testable import HTTPWire

@Suite("Burst releases", .timeLimit(.minutes(1)))
struct BurstReleaseTests {
  private let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

  @Test("an HTTP/2 burst is answered over one connection by who waits for all", arguments: [Burst.Release.lastFrames, .wholeFrames])
  func multiplexed(release: Burst.Release) async throws {
    try await HTTP2Server.with(together: 12) { port in
      try await WireLoops.with { loops in
        let burst = Burst(endpoint: WireEndpoint(host: "127.0.0.1", port: port), loops: loops, options: .init(release: release))
        let speaks = try await burst.speaksHTTP2()
        #expect(speaks)
        for _ in 0..<3 {
          let requests: [WireRequest] = (0..<12).map { .json("POST", "/\($0)", body: "b\($0)") }
          let result = try await burst.run(requests, order: Array((0..<12).reversed()), deadline: .seconds(10))
          #expect(result.responses.map(\.text) == (0..<12).map { "/\($0) b\($0)" })
          #expect(result.overlap.isComplete)
          #expect(result.overlap.releaseSpreadNanoseconds == 0)
        }
        await burst.close()
      }
    }
  }

  @Test("a server of HTTP/1.1 is not taken for one of HTTP/2")
  func oldServer() async throws {
    try await ScriptedServer.with { _, _ in
      .bytesThenClose("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    } _: { server in
      try await WireLoops.with { loops in
        let burst = Burst(endpoint: WireEndpoint(host: "127.0.0.1", port: server.port), loops: loops)
        let speaks = try await burst.speaksHTTP2()
        #expect(!speaks)
        await #expect(throws: WireError.self) { try await burst.run([WireRequest(target: "/")], release: .lastFrames) }
        await burst.close()
      }
    }
  }

  @Test("the last byte of the head is held back together with the body")
  func lastHeaderByte() async throws {
    try await ScriptedServer.with { [answer] _, _ in
      .together(6, answer)
    } _: { server in
      try await WireLoops.with { loops in
        let burst = Burst(
          endpoint: WireEndpoint(host: "127.0.0.1", port: server.port), loops: loops, options: .init(release: .lastHeaderByte))
        let result = try await burst.run((0..<6).map { .json("POST", "/\($0)", body: "{\"n\":\($0)}") }, deadline: .seconds(10))
        #expect(result.overlap.isComplete)
        #expect(Set(server.requests.map { $0.suffix(7) }) == Set((0..<6).map { "{\"n\":\($0)}" }))
        await burst.close()
      }
    }
  }

  @Test("requests and WebSocket upgrades go out in one burst")
  func mixed() async throws {
    try await ScriptedServer.with { request, _ in
      request.contains("/socket") ? .bytes("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n") : .ok("x")
    } _: { server in
      try await WireLoops.with { loops in
        let burst = Burst(endpoint: WireEndpoint(host: "127.0.0.1", port: server.port), loops: loops)
        let items: [BurstItem] = [
          .upgrade(WebSocketRequest(target: "/socket")), .request(WireRequest(target: "/a")),
          .request(WireRequest(method: "DELETE", target: "/b")),
        ]
        let result = try await burst.run(items: items, deadline: .seconds(5))
        #expect(result.responses.map(\.status) == [401, 200, 200])
        #expect(result.open.isEmpty)
        #expect(server.requests.contains { $0.hasPrefix("DELETE /b") })
        await burst.close()
      }
    }
  }

  @Test("connections are warmed once and used again")
  func warm() async throws {
    try await ScriptedServer.with { _, _ in
      .ok()
    } _: { server in
      try await WireLoops.with { loops in
        let burst = Burst(endpoint: WireEndpoint(host: "127.0.0.1", port: server.port), loops: loops)
        for _ in 0..<2 {
          _ = try await burst.run([WireRequest(target: "/a"), WireRequest(target: "/b")], warmUp: WireRequest(target: "/w"))
        }
        #expect(server.connections == 2)
        #expect(server.requests.count { $0.hasPrefix("GET /w") } == 2)
        await burst.close()
      }
    }
  }

  @Test("an order that leaves a request out is refused", arguments: [[0], [0, 0], [0, 2]])
  func order(_ order: [Int]) async throws {
    try await WireLoops.with { loops in
      let burst = Burst(endpoint: WireEndpoint(host: "127.0.0.1", port: 1), loops: loops)
      await #expect(throws: WireError.self) { try await burst.run([WireRequest(target: "/"), WireRequest(target: "/")], order: order) }
    }
  }

  @Test("a process that does not exist cannot be frozen")
  func nobody() throws {
    let endpoint = WireEndpoint(host: "127.0.0.1", port: 1)
    #expect(throws: WireError.self) { try FrozenProcess(group: 0x3FFF_FFFF).freeze(endpoint) }
    #expect(throws: WireError.self) { try FrozenProcess(group: 0).freeze(endpoint) }
  }

  @Test("cancellation ends a burst that nobody answers")
  func cancelled() async throws {
    try await ScriptedServer.with { _, _ in
      .silence
    } _: { server in
      try await WireLoops.with { loops in
        let burst = Burst(endpoint: WireEndpoint(host: "127.0.0.1", port: server.port), loops: loops)
        let error = await withTaskGroup(of: WireError?.self) { group in
          group.addTask {
            do {
              _ = try await burst.run([WireRequest(target: "/")], deadline: .seconds(50))
              return nil
            } catch { return error as? WireError }
          }
          while server.requests.isEmpty { await Task.yield() }
          group.cancelAll()
          return await group.next() ?? nil
        }
        #expect(error?.kind == .cancelled)
      }
    }
  }
}
