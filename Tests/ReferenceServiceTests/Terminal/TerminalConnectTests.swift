import HTTPWire
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct TerminalConnectTests {
    private func target(_ token: TokenHandle) -> WebSocketRequest { .init(target: "/v1/terminal/connect?token=\(token.text)") }

    private func connect(_ token: TokenHandle) async throws -> WebSocketUpgrade {
      try await WebSocketClient.connect(to: token.harness.endpoint, target(token), loops: token.harness.loops)
    }

    @Test("A token opens a terminal that greets, echoes, answers pings and closes")
    func session() async throws {
      try await ServiceHarness.run { harness in
        let socket = try #require(try await connect(try await TokenHandle.issue(harness)).client)
        #expect(try await socket.receive() == .text("ready"))
        #expect(try await harness.metric("terminal_sessions_open") == 1)
        try await socket.send(text: "ls -l ä")
        #expect(try await socket.receive() == .text("ls -l ä"))
        try await socket.send(binary: [0, 255, 10])
        #expect(try await socket.receive() == .binary([0, 255, 10]))
        try await socket.ping([1, 2])
        #expect(try await socket.receive() == .pong([1, 2]))
        #expect(await socket.close(code: 1000) == .close(code: 1000, reason: ""))
        try await settle(harness, sessions: 0)
      }
    }

    @Test("Of 30 simultaneous upgrades with one token one opens, and the others are refused before the upgrade")
    func oneOpens() async throws {
      try await ServiceHarness.run { harness in
        let token = try await TokenHandle.issue(harness)
        let result = try await WebSocketBurst(endpoint: harness.endpoint, loops: harness.loops)
          .run(Array(repeating: target(token), count: 30))
        let statuses = result.burst.responses.map(\.status)
        #expect(statuses.filter { $0 == 101 }.count == 1)
        #expect(statuses.filter { $0 == 401 }.count == 29)
        #expect(result.burst.responses.filter { $0.status == 401 }.allSatisfy { $0.text.contains("ERR_TERMINAL_TOKEN_INVALID") })
        #expect(try await harness.metric("terminal_sessions_open") == 1)
        await result.closeAll()
        guard case .refused(let response) = try await connect(token) else {
          Issue.record("a used token opened a socket")
          return
        }
        #expect(response.status == 401)
      }
    }

    @Test("With token.consume-after-upgrade, every attempt gets a socket")
    func consumeAfterUpgrade() async throws {
      try await ServiceHarness.run(.init(defects: ["token.consume-after-upgrade"])) { harness in
        let token = try await TokenHandle.issue(harness)
        let result = try await WebSocketBurst(endpoint: harness.endpoint, loops: harness.loops)
          .run(Array(repeating: target(token), count: 30))
        #expect(result.burst.responses.filter { $0.status == 101 }.count > 1)
        try await settle(harness, sessions: 1)
        await result.closeAll()
      }
    }

    @Test("A request that is no proper handshake is refused and does not cost the token")
    func handshakeFirst() async throws {
      try await ServiceHarness.run { harness in
        let token = try await TokenHandle.issue(harness)
        let path = "/v1/terminal/connect?token=\(token.text)"
        let plain = try await harness.get(path)
        #expect(plain.status == 426)
        #expect(plain.response.headers["Upgrade"] == "websocket")
        var headers: WireHeaders = ["Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="]
        #expect(try await harness.get(path, headers: headers).status == 400)
        headers = ["Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "short"]
        #expect(try await harness.get(path, headers: headers).status == 400)
        #expect(try await harness.get("/v1/terminal/connect").status == 401)
        #expect(try await harness.get("/v1/terminal/connect?token=").status == 426)
        #expect(try await connect(token).client != nil)
      }
    }

    @Test("A connection that was refused the upgrade is closed, and other requests go on")
    func refusedIsClosed() async throws {
      try await ServiceHarness.run { harness in
        let headers: WireHeaders = [
          "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
          "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        ]
        let refused = try await harness.get("/v1/terminal/connect?token=unknown", headers: headers)
        #expect(refused.status == 401)
        #expect(refused.response.headers["Connection"] == "close")
        let other = try await harness.get("/healthz", headers: ["Connection": "Upgrade", "Upgrade": "h2c"])
        #expect(other.status == 200)
        #expect(other.response.headers["Connection"] == "close")
        #expect(try await harness.get("/healthz").status == 200)
      }
    }

    @Test("Sockets that close, or that are abandoned, while the connection is being switched do no harm")
    func closesDuringSwitch() async throws {
      try await ServiceHarness.run { harness in
        var tokens: [TokenHandle] = []
        for _ in 0..<40 { tokens.append(try await TokenHandle.issue(harness)) }
        await withTaskGroup(of: Void.self) { group in
          for (index, token) in tokens.enumerated() {
            group.addTask {
              let socket = try? await connect(token).client
              switch index % 4 {
              case 0: await socket?.drop()
              case 1: _ = await socket?.close()
              case 2: try? await socket?.ping([1])
              default: await socket?.drop()
              }
              await socket?.drop()
            }
          }
          // Those that still wait for their answer are cancelled, which closes their connections.
          for _ in 0..<20 { await group.next() }
          group.cancelAll()
        }
        try await settle(harness, sessions: 0)
        #expect(try await connect(try await TokenHandle.issue(harness)).client != nil)
      }
    }

    @Test("A socket that is dropped without a word is no longer counted")
    func dropped() async throws {
      try await ServiceHarness.run { harness in
        // Many times, because the greeting may come with the 101, right behind it, or later.
        for _ in 1...30 {
          let socket = try #require(try await connect(try await TokenHandle.issue(harness)).client)
          #expect(try await socket.receive() == .text("ready"))
          await socket.drop()
        }
        try await settle(harness, sessions: 0)
      }
    }

    /// Waits, for at most five seconds, until so many sessions are open: a socket's end reaches the service a moment later.
    private func settle(_ harness: ServiceHarness, sessions: Double) async throws {
      for _ in 0..<500 {
        if try await harness.metric("terminal_sessions_open") == sessions { return }
        try await Task.sleep(for: .milliseconds(10))
      }
      Issue.record("the number of open sessions is not \(sessions)")
    }
  }
}
