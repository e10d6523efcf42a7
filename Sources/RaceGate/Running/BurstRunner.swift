import GateKit
import HTTPWire

/// Sends the prepared requests of one round.
protocol BurstFiring: Sendable {
  /// Measures how tight releases are on this target, and decides on one.
  func calibrate() async throws -> BurstCalibration
  /// - Throws: `WireError` where the burst cannot be prepared.
  func fire(_ prepared: [BurstItem], round: Int) async throws -> BurstShot
  func close() async
}

extension BurstFiring {
  func calibrate() async throws -> BurstCalibration { BurstCalibration() }
}

/// What a calibration found.
struct BurstCalibration: Sendable, Hashable {
  /// In the order in which they were tried.
  var tried: [Calibration] = []
  /// The one whose release is used; nil where nothing was measured.
  var chosen: Calibration?
}

/// What a burst showed, and the sockets that it opened.
struct BurstShot: Sendable {
  var outcomes: [BurstOutcome]
  var overlap: BurstOverlap
  var open: [WebSocketClient]
  /// In which order the requests were released, by their indices.
  var order: [Int] = []
}

/// Releases one round's requests and upgrades at once.
actor BurstRunner: BurstFiring {
  private let plan: BurstPlan
  private let burst: Burst
  private let canary: WireRequest
  private let frozen: FrozenProcess?
  private let endpoint: WireEndpoint
  private let seed: UInt64
  /// Harmless bursts for each way of release, and for the one that is chosen where a power is to be proved.
  private let samples: (compare: Int, prove: Int)
  private var release: Burst.Release

  /// - Parameters:
  ///   - process: what is frozen; nil where the harness did not start the target.
  ///   - proves: a ``PowerGoal`` needs to know the chance of a hit well.
  init(
    plan: BurstPlan, endpoint: WireEndpoint, loops: WireLoops, canary: WireRequest = WireRequest(target: "/"),
    process: FrozenProcess? = nil, seed: UInt64 = 0, proves: Bool = false
  ) throws {
    self.plan = plan
    self.canary = canary
    self.seed = seed
    self.endpoint = endpoint
    frozen = process
    samples = (compare: 8, prove: proves ? 200 : 8)
    switch plan.sync {
    case .automatic: release = .lastBytes(1)
    case .fixed(let name):
      guard let wanted = name.release(process: process) else {
        throw RaceError.unusable(
          "'sync: \(name.rawValue)' needs a target that this run has started as a process of its own. Use 'sync: auto'")
      }
      release = wanted
    }
    burst = Burst(endpoint: endpoint, loops: loops)
  }

  func calibrate() async throws -> BurstCalibration {
    guard plan.sync == .automatic else {
      let only = try await measure(release, samples.prove)
      return BurstCalibration(tried: [only], chosen: only)
    }
    var candidates: [SyncName] = [.lastByte, .lastHeaderByte, .barrier]
    if endpoint.tls == nil, !plan.hasUpgrades, try await burst.speaksHTTP2() { candidates += [.lastFrames, .wholeFrames] }
    if endpoint.tls == nil, frozen != nil { candidates.append(.freeze) }
    var found = BurstCalibration()
    for release in candidates.compactMap({ $0.release(process: frozen) }) {
      let measured = try await measure(release, samples.compare)
      found.tried.append(measured)
      guard let spread = measured.medianSpread else { continue }
      if found.chosen?.medianSpread.map({ spread < $0 }) ?? true { found.chosen = measured }
    }
    guard let chosen = found.chosen else {
      throw RaceError.unusable(
        "no answer to the canary '\(canary.method) \(canary.target)' could be measured. Give the burst another 'canary'")
    }
    release = chosen.release
    if samples.prove > samples.compare { found.chosen = try await measure(release, samples.prove) }
    return found
  }

  func fire(_ prepared: [BurstItem], round: Int) async throws -> BurstShot {
    let order = Self.order(prepared.count, seed: seed, round: round)
    let result = try await burst.run(items: prepared, warmUp: canary, release: release, order: order, deadline: plan.deadline)
    return BurstShot(
      outcomes: result.records.map { BurstOutcome($0, arrival: plan.arrival) }, overlap: result.overlap,
      open: result.open.sorted { $0.key < $1.key }.map(\.value), order: order)
  }

  func close() async { await burst.close() }

  /// The order of release of a round: the same for the same seed.
  static func order(_ count: Int, seed: UInt64, round: Int) -> [Int] {
    var random = SplitMix64(seed: seed &+ UInt64(truncatingIfNeeded: round))
    return Array(0..<count).shuffled(using: &random)
  }

  private func measure(_ release: Burst.Release, _ bursts: Int) async throws -> Calibration {
    let requests = Array(repeating: canary, count: plan.count)
    var instants: [[UInt64]] = []
    var hasArrivals = plan.arrival != nil
    for _ in 0..<bursts {
      try Task.checkCancellation()
      let result = try await burst.run(requests, warmUp: canary, release: release, deadline: plan.deadline)
      let arrivals = result.responses.compactMap { response in plan.arrival?.instant(in: response.headers) }
      if arrivals.count < result.responses.count { hasArrivals = false }
      instants.append(hasArrivals ? arrivals : result.records.compactMap { $0.firstByte?.nanoseconds })
    }
    return Calibration(release: release, source: hasArrivals ? .arrivals : .answers, instants: instants)
  }
}
