import FaultProxy
import Glibc

/// A proxy between plain sockets, with one connection, and the time at which each end sees something.
struct Judge {
  let listener: RawListener
  let proxy: FaultProxy
  let client: RawPeer
  let server: RawPeer
  private let clock = ContinuousClock()

  static func with<Value>(_ body: (Judge) async throws -> Value) async throws -> Value {
    let listener = try RawListener()
    let proxy = try await FaultProxy.start(upstreamHost: "127.0.0.1", upstreamPort: listener.port)
    let client = try await RawPeer.connect(port: proxy.port)
    guard let server = try await listener.accept() else { throw FidelityError("the proxy makes no connection") }
    let judge = Judge(listener: listener, proxy: proxy, client: client, server: server)
    let result: Result<Value, any Error>
    do {
      // Both ends are warm.
      _ = try await judge.delivery(of: "hello", from: client, to: server)
      _ = try await judge.delivery(of: "world", from: server, to: client)
      result = .success(try await body(judge))
    } catch {
      result = .failure(error)
    }
    await proxy.stop()
    client.close()
    server.close()
    listener.close()
    return try result.get()
  }

  private init(listener: RawListener, proxy: FaultProxy, client: RawPeer, server: RawPeer) {
    (self.listener, self.proxy, self.client, self.server) = (listener, proxy, client, server)
  }

  /// From the sending of a text to the arrival of its last byte.
  func delivery(of text: String, from sender: RawPeer, to receiver: RawPeer) async throws -> Duration {
    let start = clock.now
    try await sender.send(text)
    guard try await receiver.read(text.utf8.count) == text else { throw FidelityError("bytes were lost or changed") }
    return clock.now - start
  }

  /// From an action to what a peer sees then.
  func time(until sight: Sight, at peer: RawPeer, after action: () async throws -> Void) async throws -> Duration {
    async let seen = instant(of: sight, at: peer)
    // The peer waits in the kernel before the action begins.
    try await Task.sleep(for: .milliseconds(2))
    let start = clock.now
    try await action()
    return try await seen - start
  }

  private func instant(of sight: Sight, at peer: RawPeer) async throws -> ContinuousClock.Instant {
    let found = try await peer.look()
    let now = clock.now
    guard found == sight else { throw FidelityError("a peer saw \(found) instead of \(sight)") }
    return now
  }

  /// Applies a fault, measures, heals it and has it prove that it bit.
  func under<Value>(_ fault: Fault, _ body: () async throws -> Value) async throws -> Value {
    let applied = try await proxy.apply(fault)
    let value = try await body()
    let evidence = try await proxy.heal(applied)
    guard evidence.bit else { throw FidelityError("the fault did not bite: \(evidence)") }
    return value
  }
}
