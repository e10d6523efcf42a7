import Testing

@testable import FaultProxy

/// Schedules count what passes; no clock takes part.
@Suite(.timeLimit(.minutes(1)))
struct FaultScheduleTests {
  /// Whether a new connection through the proxy reaches the server. What is expected says how long is waited.
  private func serves(_ stage: Stage, expected: Bool = true) async throws -> Bool {
    let peer = try await RawPeer.connect(port: stage.proxy.port)
    defer { peer.close() }
    guard let served = try await stage.listener.accept(milliseconds: expected ? 5000 : 100) else { return false }
    defer { served.close() }
    try await peer.send("ping")
    return try await served.read(4) == "ping"
  }

  @Test("the first N new connections fail, and the next is served")
  func first() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.refuse, FaultSchedule(connections: .new, first: 2))
      for _ in 0..<2 {
        let refused = try await RawPeer.connect(port: stage.proxy.port)
        #expect(try await refused.look() == .reset)
        refused.close()
      }
      #expect(try await serves(stage))
      try await stage.exchange("old", "fine")
      #expect(try await stage.proxy.heal(applied).counters.refused == 2)
    }
  }

  @Test("every second new connection fails")
  func every() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.refuse, FaultSchedule(connections: .new, every: 2))
      #expect(try await serves(stage))
      let refused = try await RawPeer.connect(port: stage.proxy.port)
      #expect(try await refused.look() == .reset)
      #expect(try await serves(stage))
      #expect(try await stage.proxy.heal(applied).counters.refused == 1)
      refused.close()
    }
  }

  @Test("after N connections the next one is met")
  func afterConnections() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.refuse, FaultSchedule(after: .connections(1)))
      #expect(try await serves(stage))
      let refused = try await RawPeer.connect(port: stage.proxy.port)
      #expect(try await refused.look() == .reset)
      #expect(try await stage.proxy.heal(applied).counters.refused == 1)
      refused.close()
    }
  }

  @Test("after N bytes a blackhole begins at exactly the next byte")
  func afterBytes() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.blackhole(direction: .toClient), FaultSchedule(after: .bytes(4)))
      try await stage.server.send("passheld")
      #expect(try await stage.client.read(4) == "pass")
      #expect(try await stage.client.look(milliseconds: 50) == .silence)
      #expect(try await stage.proxy.heal(applied).counters.bytesHeld == 4)
      #expect(try await stage.client.read(4) == "held")
    }
  }

  @Test("after N requests the existing connections are cut by the next")
  func afterRequests() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.cut, FaultSchedule(after: .requests(2)))
      try await stage.exchange("one", "1")
      try await stage.exchange("two", "2")
      try await stage.client.send("three")
      #expect(try await stage.client.look() == .reset)
      #expect(try await stage.server.look() == .reset)
      #expect(try await stage.proxy.heal(applied).counters.cut == 1)
    }
  }

  @Test("until N connections have come a blackhole holds them, then all are served")
  func untilConnections() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.blackhole(), FaultSchedule(until: .connections(1)))
      try await stage.client.send("held")
      #expect(try await stage.server.look(milliseconds: 50) == .silence)
      let first = try await RawPeer.connect(port: stage.proxy.port)
      #expect(try await stage.listener.accept(milliseconds: 50) == nil)
      let second = try await RawPeer.connect(port: stage.proxy.port)
      #expect(try await stage.listener.accept() != nil)
      #expect(try await stage.listener.accept() != nil)
      #expect(try await stage.server.read(4) == "held")
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.counters.connectionsHeld == 1)
      #expect(evidence.counters.bytesHeld == 4)
      first.close()
      second.close()
    }
  }

  @Test("until N bytes have passed they are sliced, and then no more")
  func untilBytes() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.slice(bytes: 1, direction: .toClient), FaultSchedule(until: .bytes(4)))
      let before = stage.client.segmentsReceived
      try await stage.server.send("1234and the rest at once")
      #expect(try await stage.client.read(24) == "1234and the rest at once")
      #expect((5...8).contains(stage.client.segmentsReceived - before))
      #expect(try await stage.proxy.heal(applied).counters.slices == 4)
    }
  }

  @Test("only existing or only new connections fall silent", arguments: [FaultSchedule.Connections.existing, .new])
  func scope(connections: FaultSchedule.Connections) async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.blackhole(), FaultSchedule(connections: connections))
      let servesNew = connections == .existing
      #expect(try await serves(stage, expected: servesNew) == servesNew)
      try await stage.client.send("old")
      #expect(try await stage.server.look(milliseconds: servesNew ? 100 : 5000) == (servesNew ? .silence : .bytes(Array("old".utf8))))
      #expect(try await stage.proxy.heal(applied).bit)
    }
  }

  @Test("a fault whose time never came did not bite")
  func neverCame() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.cut, FaultSchedule(after: .requests(5)))
      try await stage.exchange("one", "1")
      #expect(try await !stage.proxy.heal(applied).bit)
    }
  }

  @Test(
    "schedules that a fault cannot have are refused",
    arguments: [
      (Fault.cut, FaultSchedule(connections: .new)), (.refuse, FaultSchedule(connections: .existing)),
      (.closePort, FaultSchedule(after: .connections(1))), (.blackhole(), FaultSchedule(first: 2)),
      (.latency(delay: .seconds(1)), FaultSchedule(until: .bytes(0))), (.down, FaultSchedule(every: 2)),
      (.bandwidth(bytesPerSecond: 0), .always), (.slice(bytes: 0), .always),
      (.http(HTTPFault(.status(99))), .always), (.http(HTTPFault(.redirectLoop(status: 200))), .always),
      (.http(HTTPFault(.status(500, headers: [HTTPFaultHeader(name: "A", value: "b\r\nc")]))), .always),
    ])
  func refused(fault: Fault, schedule: FaultSchedule) async throws {
    try await Stage.with { stage async throws in
      await #expect(throws: FaultProxyError.self) { try await stage.proxy.apply(fault, schedule) }
    }
  }
}
