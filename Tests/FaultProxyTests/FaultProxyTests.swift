import Glibc
import NIOCore
import Testing

@testable import FaultProxy

/// Every fault is judged by plain sockets at both ends.
@Suite(.timeLimit(.minutes(1)))
struct FaultProxyTests {
  @Test("without a fault bytes pass both ways and are counted")
  func passes() async throws {
    try await Stage.with { stage async throws in
      try await stage.exchange("question", "answer")
      let counters = await stage.proxy.counters()
      #expect(counters.accepted == 1)
      #expect(counters.bytesToUpstream == 13)
      #expect(counters.bytesToClient == 11)
    }
  }

  @Test("the end of one direction is passed on while the other stays open")
  func halfClose() async throws {
    try await Stage.with { stage async throws in
      stage.client.shutdownWriting()
      #expect(try await stage.server.look() == .end)
      try await stage.server.send("still here")
      #expect(try await stage.client.read(10) == "still here")
    }
  }

  @Test("an established connection is closed when the client goes, and forgotten when both are gone")
  func forgets() async throws {
    try await Stage.with { stage async throws in
      stage.client.shutdownWriting()
      #expect(try await stage.server.look() == .end)
      stage.server.shutdownWriting()
      #expect(try await stage.client.look() == .end)
      while await stage.proxy.openConnections() > 0 { await Task.yield() }
    }
  }

  @Test("a cut resets both sides of existing connections and serves new ones")
  func cut() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.cut)
      #expect(try await stage.client.look() == .reset)
      #expect(try await stage.server.look() == .reset)
      let next = try await RawPeer.connect(port: stage.proxy.port)
      #expect(try await stage.listener.accept() != nil)
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.bit)
      #expect(evidence.counters.cut == 1)
      next.close()
    }
  }

  @Test("a refusing proxy resets new connections, keeps existing ones, and serves new ones when healed")
  func refuse() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.refuse)
      let refused = try await RawPeer.connect(port: stage.proxy.port)
      #expect(try await refused.look() == .reset)
      try await stage.exchange("old", "fine")
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.bit)
      #expect(evidence.counters.refused == 1)
      let served = try await RawPeer.connect(port: stage.proxy.port)
      #expect(try await stage.listener.accept() != nil)
      refused.close()
      served.close()
    }
  }

  @Test("a closed port gives ECONNREFUSED and is the same port when healed")
  func closePort() async throws {
    try await Stage.with { stage async throws in
      let port = stage.proxy.port
      let applied = try await stage.proxy.apply(.closePort)
      let error = await #expect(throws: IOError.self) { try await RawPeer.connect(port: port) }
      #expect(error?.errnoCode == ECONNREFUSED)
      try await stage.exchange("old", "fine")
      #expect(try await stage.proxy.heal(applied).bit)
      let served = try await RawPeer.connect(port: port)
      #expect(try await stage.listener.accept() != nil)
      served.close()
    }
  }

  @Test("a dependency that is down resets the existing and the new")
  func down() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.down)
      #expect(try await stage.client.look() == .reset)
      let refused = try await RawPeer.connect(port: stage.proxy.port)
      #expect(try await refused.look() == .reset)
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.counters.cut == 1)
      #expect(evidence.counters.refused == 1)
      refused.close()
    }
  }

  @Test("a blackhole is silence with the connection kept, and healing delivers what was held, in order")
  func blackhole() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.blackhole())
      try await stage.client.send("first ")
      try await stage.client.send("second")
      #expect(try await stage.server.look(milliseconds: 50) == .silence)
      #expect(try await stage.client.look(milliseconds: 1) == .silence)
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.bit)
      #expect(evidence.counters.bytesHeld == 12)
      #expect(try await stage.server.read(12) == "first second")
      try await stage.exchange("again", "alive")
    }
  }

  @Test("a blackhole holds the end of a stream too, behind the bytes before it")
  func blackholeHoldsEnd() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.blackhole())
      try await stage.client.send("last words")
      stage.client.shutdownWriting()
      #expect(try await stage.server.look(milliseconds: 50) == .silence)
      try await stage.proxy.heal(applied)
      #expect(try await stage.server.read(10) == "last words")
      #expect(try await stage.server.look() == .end)
    }
  }

  @Test("a new connection in a blackhole is accepted, reaches nobody, and is served when healed")
  func blackholeNew() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.blackhole())
      let waiting = try await RawPeer.connect(port: stage.proxy.port)
      try await waiting.send("anybody?")
      #expect(try await stage.listener.accept(milliseconds: 50) == nil)
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.counters.connectionsHeld == 1)
      let served = try #require(try await stage.listener.accept())
      #expect(try await served.read(8) == "anybody?")
      waiting.close()
      served.close()
    }
  }

  @Test("a blackhole of one direction lets the other pass")
  func blackholeOneWay() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.blackhole(direction: .toClient))
      try await stage.client.send("request")
      #expect(try await stage.server.read(7) == "request")
      try await stage.server.send("response")
      #expect(try await stage.client.look(milliseconds: 50) == .silence)
      #expect(try await stage.proxy.heal(applied).counters.bytesHeld == 8)
      #expect(try await stage.client.read(8) == "response")
    }
  }

  @Test("latency delivers later, in order, and measures what it did")
  func latency() async throws {
    try await Stage.with { stage async throws in
      let clock = ContinuousClock()
      let applied = try await stage.proxy.apply(
        .latency(delay: .milliseconds(60), jitter: .milliseconds(20), seed: 7, direction: .toUpstream))
      let start = clock.now
      try await stage.client.send("slow")
      #expect(try await stage.server.read(4) == "slow")
      #expect(clock.now - start >= .milliseconds(40))
      try await stage.server.send("fast back")
      #expect(try await stage.client.read(9) == "fast back")
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.counters.chunksDelayed == 1)
      #expect(evidence.counters.delayNanoseconds >= 40_000_000)
    }
  }

  @Test("healing a latency delivers at once what is on its way")
  func latencyHeals() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.latency(delay: .seconds(600)))
      try await stage.client.send("on its way")
      #expect(try await stage.server.look(milliseconds: 50) == .silence)
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.counters.chunksDelayed == 1)
      #expect(evidence.counters.delayNanoseconds > 0)
      #expect(try await stage.server.read(10) == "on its way")
    }
  }

  @Test("a chunk whose connection ends before it is delivered was delayed, too")
  func latencyOutlivesConnection() async throws {
    try await Stage.with { stage async throws in
      let latency = try await stage.proxy.apply(.latency(delay: .seconds(600), direction: .toClient))
      try await stage.server.send("too late")
      #expect(try await stage.client.look(milliseconds: 50) == .silence)
      let cut = try await stage.proxy.apply(.cut)
      #expect(try await stage.client.look() == .reset)
      try await stage.proxy.heal(cut)
      #expect(try await stage.proxy.heal(latency).counters.chunksDelayed == 1)
    }
  }

  @Test("a cut after N bytes delivers exactly N and then resets", arguments: [0, 1, 7, 12])
  func cutAfter(bytes: Int) async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.cutAfter(bytes: bytes, direction: .toClient))
      try await stage.server.send("twelve bytes and more")
      #expect(try await stage.client.read(bytes) == String("twelve bytes and more".prefix(bytes)))
      #expect(try await stage.client.look() == .reset)
      #expect(try await stage.server.look() == .reset)
      #expect(try await stage.proxy.heal(applied).counters.cut == 1)
    }
  }

  @Test(
    "a fault that met no traffic did not bite", arguments: [Fault.refuse, .blackhole(), .latency(delay: .seconds(1)), .cutAfter(bytes: 4)])
  func idle(fault: Fault) async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(fault)
      let evidence = try await stage.proxy.heal(applied)
      #expect(!evidence.bit)
      #expect(evidence.description.hasPrefix(fault.name))
    }
  }

  @Test("a fault can be healed once, and only by the proxy that applied it")
  func healTwice() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.refuse)
      try await stage.proxy.heal(applied)
      await #expect(throws: FaultProxyError.notInForce(id: applied.id)) { try await stage.proxy.heal(applied) }
    }
  }

  @Test(
    "an impossible fault is refused",
    arguments: [Fault.cutAfter(bytes: -1), .latency(delay: .seconds(-1)), .latency(delay: .seconds(9999))])
  func invalid(fault: Fault) async throws {
    try await Stage.with { stage async throws in
      await #expect(throws: FaultProxyError.self) { try await stage.proxy.apply(fault) }
    }
  }

  @Test("a dependency that is not there resets the client and is counted as no fault of ours")
  func upstreamGone() async throws {
    let listener = try RawListener()
    listener.close()
    let proxy = try await FaultProxy.start(upstreamHost: "127.0.0.1", upstreamPort: listener.port)
    let client = try await RawPeer.connect(port: proxy.port)
    #expect(try await client.look() == .reset)
    #expect(await proxy.counters().upstreamFailures == 1)
    #expect(await proxy.counters().cut == 0)
    client.close()
    await proxy.stop()
  }

  @Test("a stopped proxy resets its connections, refuses work, and stops twice without harm")
  func stop() async throws {
    try await Stage.with { stage async throws in
      await stage.proxy.stop()
      #expect(try await stage.client.look() == .reset)
      await #expect(throws: FaultProxyError.stopped) { try await stage.proxy.apply(.cut) }
      await stage.proxy.stop()
    }
  }
}
