/// Asks whether somebody takes connections at an endpoint.
public enum ConnectionProbe {
  /// Connects, TLS included where the endpoint speaks it, and closes again.
  /// - Throws: ``WireError`` where nobody does within the deadline.
  public static func connect(to endpoint: WireEndpoint, loops: WireLoops, within deadline: Duration) async throws {
    let connection = try await WireConnection.connect(to: endpoint, on: loops.group.next(), of: loops, within: deadline)
    await connection.close()
  }
}
