/// Keys that are kept in a store which several processes share: each rotation is seen by all of them, and none is lost.
public actor StoredKeyRing: KeyRing {
  private struct Known {
    var revision: String
    var set: KeySet
    var readAt: Duration
  }

  /// How often a change begins anew because another was faster.
  private static let mostAttempts = 100

  private let store: any KeyStoring
  private let clock: any ServiceClock
  private let random: any ServiceRandom
  private let metrics: MetricsRegistry
  private var known: Known?
  private var isReading = false

  public init(store: any KeyStoring, clock: any ServiceClock, random: any ServiceRandom, metrics: MetricsRegistry = MetricsRegistry()) {
    self.store = store
    self.clock = clock
    self.random = random
    self.metrics = metrics
  }

  /// The keys, at most as old as the store says; makes the first ones. While the store cannot be read, those that are known go on.
  /// - Throws: ``KeyStoreProblem`` where none is known.
  public func keys() async throws -> KeySet {
    if let known, isReading || clock.monotonic() - known.readAt < store.freshFor { return known.set }
    isReading = true
    defer { isReading = false }
    do {
      return try await read().set
    } catch let problem as KeyStoreProblem {
      guard let known else { throw problem }
      metrics.increment(IdentityMetrics.keyStoreFailures)
      self.known?.readAt = clock.monotonic()
      return known.set
    }
  }

  /// - Throws: ``KeyStoreProblem``; nothing has changed then.
  public func rotate() async throws -> KeySet {
    let clock = clock
    // The closure always answers, so there is always a set.
    let rotated = try await change { $0.rotated(to: $1, at: clock.now(), keeping: StoredKeys.mostRetired) }
    guard let rotated else { throw KeyStoreProblem.contended(store.place) }
    return rotated
  }

  /// - Throws: ``KeyStoreProblem``; nothing has changed then.
  public func withdraw(_ id: String) async throws -> KeySet? {
    let clock = clock
    return try await change { $0.without(id, successor: $1, at: clock.now()) }
  }

  /// Replaces the set by what the closure makes of it and a new key; by nothing where it answers nil.
  private func change(_ body: (KeySet, SigningKey) -> KeySet?) async throws -> KeySet? {
    for _ in 0..<Self.mostAttempts {
      let current = try await read()
      let successor = try await SigningKey.make(random: random, at: clock.now())
      guard let changed = body(current.set, successor) else { return nil }
      guard try await store.replace(try StoredKeys(changed).bytes(), revision: current.revision) else { continue }
      _ = try await read()
      return changed
    }
    throw KeyStoreProblem.contended(store.place)
  }

  private func read() async throws -> Known {
    for _ in 0..<Self.mostAttempts {
      guard let document = try await store.read() else {
        let first = KeySet(
          active: try await SigningKey.make(random: random, at: clock.now()),
          next: try await SigningKey.make(random: random, at: clock.now()),
          changedAt: clock.now())
        // Whoever was faster has made them; in either case they are read.
        _ = try await store.replace(try StoredKeys(first).bytes(), revision: nil)
        continue
      }
      let set: KeySet
      if let known, known.revision == document.revision {
        set = known.set
      } else {
        set = try await StoredKeys.decode(document.bytes, at: store.place).set(at: store.place)
      }
      let current = Known(revision: document.revision, set: set, readAt: clock.monotonic())
      known = current
      return current
    }
    throw KeyStoreProblem.contended(store.place)
  }
}
