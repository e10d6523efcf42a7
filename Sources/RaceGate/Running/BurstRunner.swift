import HTTPWire

/// Sends the prepared requests of one round.
protocol BurstFiring: Sendable {
  /// - Throws: `WireError` where the burst cannot be prepared.
  func fire(_ prepared: [WireRequest]) async throws -> BurstShot
  func close() async
}

/// What a burst showed, and the sockets that it opened.
struct BurstShot: Sendable {
  var outcomes: [BurstOutcome]
  var overlap: BurstOverlap
  var open: [WebSocketClient]
}

/// Releases one round's requests or upgrades at once.
actor BurstRunner: BurstFiring {
  private let plan: BurstPlan
  private let requests: Burst
  private let upgrades: WebSocketBurst

  init(plan: BurstPlan, endpoint: WireEndpoint, loops: WireLoops) {
    self.plan = plan
    let options = Burst.Options(release: plan.release)
    requests = Burst(endpoint: endpoint, loops: loops, options: options)
    upgrades = WebSocketBurst(endpoint: endpoint, loops: loops, options: options)
  }

  func fire(_ prepared: [WireRequest]) async throws -> BurstShot {
    switch plan.kind {
    case .requests:
      let result = try await requests.run(prepared, deadline: plan.deadline)
      return BurstShot(outcomes: result.records.map(BurstOutcome.init), overlap: result.overlap, open: [])
    case .upgrades:
      let handshakes = prepared.map { WebSocketRequest(target: $0.target, headers: $0.headers) }
      let result = try await upgrades.run(handshakes, deadline: plan.deadline)
      let sockets = result.open.sorted { $0.key < $1.key }.map(\.value)
      return BurstShot(outcomes: result.burst.records.map(BurstOutcome.init), overlap: result.burst.overlap, open: sockets)
    }
  }

  func close() async { await requests.close() }
}
