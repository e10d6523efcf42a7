import Synchronization

/// One context for each way to verify: reading the trusted certificates takes longer than a handshake.
final class TLSContexts: Sendable {
  private let known = Mutex<[WireTLS: TLSContext]>([:])

  /// - Throws: ``WireError`` for an authority file that can't be read.
  func context(for tls: WireTLS, endpoint: WireEndpoint) throws -> TLSContext {
    try known.withLock { known in
      if let context = known[tls] { return context }
      let context = try TLSContext(tls, endpoint: endpoint)
      known[tls] = context
      return context
    }
  }
}
