import Testing

@testable import FaultProxy

/// A proxy between raw sockets, with one established connection.
struct Stage {
  let listener: RawListener
  let proxy: FaultProxy
  let client: RawPeer
  let server: RawPeer

  static func with(_ body: (Stage) async throws -> Void) async throws {
    let listener = try RawListener()
    let proxy = try await FaultProxy.start(upstreamHost: "127.0.0.1", upstreamPort: listener.port)
    let client = try await RawPeer.connect(port: proxy.port)
    let server = try #require(try await listener.accept())
    let stage = Stage(listener: listener, proxy: proxy, client: client, server: server)
    do {
      try await stage.exchange("hello", "world")
      try await body(stage)
      await stage.tearDown()
    } catch {
      await stage.tearDown()
      throw error
    }
  }

  /// One message each way over the established connection.
  func exchange(_ question: String, _ answer: String) async throws {
    try await client.send(question)
    #expect(try await server.read(question.utf8.count) == question)
    try await server.send(answer)
    #expect(try await client.read(answer.utf8.count) == answer)
  }

  /// Who sends and who receives in a direction.
  func ends(_ direction: FaultDirection) -> (from: RawPeer, to: RawPeer) {
    direction == .toUpstream ? (client, server) : (server, client)
  }

  private func tearDown() async {
    await proxy.stop()
    client.close()
    server.close()
    listener.close()
  }
}
