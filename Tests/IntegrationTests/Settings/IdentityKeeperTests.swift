import GateKit
import Synchronization
import Testing

@testable import gatehouse

@Suite struct IdentityKeeperTests {
  /// A clock that stands still until a test moves it.
  private final class HandClock: Clock {
    struct Instant: InstantProtocol {
      var offset: Duration
      func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
      func duration(to other: Instant) -> Duration { other.offset - offset }
      static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let offset = Mutex(Duration.zero)
    var now: Instant { Instant(offset: offset.withLock { $0 }) }
    var minimumResolution: Duration { .nanoseconds(1) }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws { advance(by: .zero) }
    func advance(by duration: Duration) { offset.withLock { $0 += duration } }
  }

  private static func identity(_ token: String) -> TargetIdentity {
    TargetIdentity(headers: [TargetHeader(name: "Authorization", value: "Bearer \(token)")])
  }

  @Test("a token is renewed before its end, once, and one that never ends is not")
  func renews() async throws {
    let clock = HandClock()
    let asked = Mutex(0)
    let keeper = IdentityKeeper(clock: clock) { name in
      if name == "fixed" { return (Self.identity("fixed"), nil) }
      let number = asked.withLock { count in
        count += 1
        return count
      }
      return (Self.identity("token-\(number)"), .seconds(100))
    }
    let first = try await keeper.start(["owner", "fixed"])
    #expect(first == ["owner": Self.identity("token-1"), "fixed": Self.identity("fixed")])
    #expect(await keeper.expires)
    clock.advance(by: .seconds(79))
    #expect(try await keeper.renewed() == [:])
    clock.advance(by: .seconds(1))
    #expect(try await keeper.renewed() == ["owner": Self.identity("token-2")])
    #expect(try await keeper.renewed() == [:])
    clock.advance(by: .seconds(80))
    #expect(try await keeper.renewed() == ["owner": Self.identity("token-3")])
  }

  @Test("an endpoint that fails is an error, and is asked again")
  func fails() async throws {
    let clock = HandClock()
    let asked = Mutex(0)
    let keeper = IdentityKeeper(clock: clock) { _ in
      let number = asked.withLock { count in
        count += 1
        return count
      }
      if number == 2 { throw TargetError("no", remedy: "Try again") }
      return (Self.identity("token-\(number)"), .seconds(10))
    }
    _ = try await keeper.start(["owner"])
    clock.advance(by: .seconds(9))
    await #expect(throws: TargetError.self) { try await keeper.renewed() }
    #expect(try await keeper.renewed() == ["owner": Self.identity("token-3")])
  }
}
