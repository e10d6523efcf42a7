import Glibc
import Testing

@testable import FaultProxy

/// Faults that shape or end single connections, judged by plain sockets at both ends. Of times only lower bounds are asserted here; how
/// exact they are is measured by `ci/fault-fidelity`.
@Suite(.timeLimit(.minutes(1)))
struct FaultFidelityTests {
  private let clock = ContinuousClock()

  @Test("a latency delays no chunk by less than was asked for", arguments: [FaultDirection.toUpstream, .toClient])
  func latency(direction: FaultDirection) async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.latency(delay: .milliseconds(30), direction: direction))
      let (from, to) = stage.ends(direction)
      let start = clock.now
      try await from.send("late")
      #expect(try await to.read(4) == "late")
      #expect(clock.now - start >= .milliseconds(30))
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.bit)
      #expect(evidence.counters.delayNanoseconds >= 30_000_000)
    }
  }

  @Test("a bandwidth takes at least size / rate for everything, and loses nothing", arguments: [FaultDirection.toUpstream, .toClient])
  func bandwidth(direction: FaultDirection) async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.bandwidth(bytesPerSecond: 100_000, direction: direction))
      let (from, to) = stage.ends(direction)
      let text = String(repeating: "0123456789", count: 500)
      let start = clock.now
      try await from.send(text)
      #expect(try await to.read(5000) == text)
      #expect(clock.now - start >= .milliseconds(50))
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.bit)
      #expect(evidence.counters.bytesThrottled == 5000)
    }
  }

  @Test("healing a bandwidth delivers the rest at once")
  func bandwidthHeals() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.bandwidth(bytesPerSecond: 1))
      try await stage.client.send("sixty seconds and more, at this rate")
      #expect(try await stage.server.look(milliseconds: 50) == .silence)
      #expect(try await stage.proxy.heal(applied).bit)
      #expect(try await stage.server.read(36) == "sixty seconds and more, at this rate")
    }
  }

  @Test("slicing sends each piece as a TCP segment of its own", arguments: [1, 3, 7])
  func slice(bytes: Int) async throws {
    try await Stage.with { stage async throws in
      let before = stage.client.segmentsReceived
      let applied = try await stage.proxy.apply(.slice(bytes: bytes, direction: .toClient))
      try await stage.server.send("twenty-one characters")
      #expect(try await stage.client.read(21) == "twenty-one characters")
      // A probe for a lost tail may come on top.
      #expect(stage.client.segmentsReceived - before >= 21 / bytes)
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.counters.slices == 21 / bytes)
    }
  }

  @Test("chunks that are small enough are not sliced, which is no bite")
  func sliceOfSmall() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.slice(bytes: 100))
      try await stage.exchange("small", "smaller")
      #expect(try await !stage.proxy.heal(applied).bit)
    }
  }

  @Test("a slow close passes the bytes at once and the end no sooner than asked for")
  func slowClose() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.slowClose(delay: .milliseconds(40)))
      let start = clock.now
      try await stage.server.send("last")
      stage.server.shutdownWriting()
      #expect(try await stage.client.read(4) == "last")
      #expect(try await stage.client.look() == .end)
      #expect(clock.now - start >= .milliseconds(40))
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.counters.endsDelayed == 1)
      #expect(evidence.counters.delayNanoseconds >= 40_000_000)
    }
  }

  @Test("a close ends both sides in order, and serves new connections")
  func close() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.close)
      #expect(try await stage.client.look() == .end)
      #expect(try await stage.server.look() == .end)
      #expect(try await stage.proxy.heal(applied).counters.cut == 1)
      let next = try await RawPeer.connect(port: stage.proxy.port)
      let served = try #require(try await stage.listener.accept())
      next.close()
      served.close()
    }
  }

  @Test("a cut after N bytes can end the connection in order", arguments: [0, 5])
  func cutInOrder(bytes: Int) async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.cutAfter(bytes: bytes, direction: .toClient, ending: .close))
      try await stage.server.send("half an answer")
      #expect(try await stage.client.read(bytes) == String("half an answer".prefix(bytes)))
      #expect(try await stage.client.look() == .end)
      #expect(try await stage.proxy.heal(applied).bit)
    }
  }

  @Test("a cut after N bytes of both directions counts them together")
  func cutOfBoth() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.cutAfter(bytes: 8, direction: .both))
      try await stage.exchange("12345", "12")
      try await stage.server.send("3456")
      #expect(try await stage.client.read(1) == "3")
      #expect(try await stage.client.look() == .reset)
      #expect(try await stage.proxy.heal(applied).counters.cut == 1)
    }
  }

  @Test("a half-open connection swallows what is sent in silence, and resets once healed")
  func halfOpen() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.halfOpen(lost: .upstream))
      #expect(try await stage.server.look() == .reset)
      try await stage.client.send("anybody?")
      #expect(try await stage.client.look(milliseconds: 50) == .silence)
      let evidence = try await stage.proxy.heal(applied)
      #expect(evidence.counters.bytesSwallowed == 8)
      #expect(evidence.bit)
      #expect(try await stage.client.look() == .reset)
    }
  }

  @Test("a half-open connection that was idle is reset when it is used after healing, and not before")
  func halfOpenIdle() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.halfOpen(lost: .upstream))
      #expect(try await !stage.proxy.heal(applied).bit)
      #expect(try await stage.client.look(milliseconds: 50) == .silence)
      try await stage.client.send("hello again")
      #expect(try await stage.client.look() == .reset)
    }
  }

  @Test("with the client lost it is the server that hears nothing")
  func halfOpenClient() async throws {
    try await Stage.with { stage async throws in
      let applied = try await stage.proxy.apply(.halfOpen(lost: .client))
      #expect(try await stage.client.look() == .reset)
      #expect(try await stage.server.look(milliseconds: 50) == .silence)
      try await stage.server.send("are you there?")
      // Nothing tells the sender.
      #expect(try await stage.server.look(milliseconds: 50) == .silence)
      #expect(try await stage.proxy.heal(applied).bit)
      #expect(try await stage.server.look() == .reset)
    }
  }

  @Test("faults combine: sliced, slowed and then cut, in order")
  func combined() async throws {
    try await Stage.with { stage async throws in
      let cut = try await stage.proxy.apply(.cutAfter(bytes: 12, direction: .toClient))
      let slice = try await stage.proxy.apply(.slice(bytes: 5, direction: .toClient))
      let latency = try await stage.proxy.apply(.latency(delay: .milliseconds(20), direction: .toClient))
      let start = clock.now
      try await stage.server.send("0123456789abcdefghij")
      #expect(try await stage.client.read(12) == "0123456789ab")
      #expect(clock.now - start >= .milliseconds(20))
      #expect(try await stage.client.look() == .reset)
      for fault in [cut, slice, latency] { #expect(try await stage.proxy.heal(fault).bit) }
    }
  }

  @Test("each of two latencies reports its own share")
  func shares() async throws {
    try await Stage.with { stage async throws in
      let short = try await stage.proxy.apply(.latency(delay: .milliseconds(10)))
      let long = try await stage.proxy.apply(.latency(delay: .milliseconds(30), direction: .toUpstream))
      try await stage.client.send("x")
      #expect(try await stage.server.read(1) == "x")
      let first = try await stage.proxy.heal(short)
      let second = try await stage.proxy.heal(long)
      #expect(first.counters.delayNanoseconds >= 10_000_000)
      #expect(second.counters.delayNanoseconds >= 30_000_000)
      #expect(await stage.proxy.counters().chunksDelayed == 2)
    }
  }
}
