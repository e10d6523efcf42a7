import Synchronization

/// Keeps the keys of another issuer in memory. Whoever comes with a known key never waits: a set that is too old is fetched anew beside the
/// requests that still use it. Whoever needs a fetch shares the one that is under way.
final class KeySetCache: OutsideKeyKeeping {
  private typealias Fetch = Task<[OutsideKey], any Error>

  private struct State {
    var keys: [String: OutsideKey] = [:]
    /// On monotonic time; nil before the first set came.
    var fetchedAt: Duration?
    /// When the last fetch began, whatever became of it.
    var attemptedAt: Duration?
    var fetch: Fetch?
  }

  private let configuration: OutsideIssuerConfiguration
  private let fetching: any KeySetFetching
  private let time: any ElapsedTime
  private let metrics: MetricsRegistry
  private let state = Mutex(State())

  init(configuration: OutsideIssuerConfiguration, fetching: any KeySetFetching, time: any ElapsedTime, metrics: MetricsRegistry) {
    self.configuration = configuration
    self.fetching = fetching
    self.time = time
    self.metrics = metrics
  }

  func key(id: String) async -> OutsideKey? {
    let now = time.elapsed()
    let seen = state.withLock { $0 }
    let known = seen.keys[id]
    guard isDue(seen, isKnown: known != nil, at: now) else { return known }
    let fetch = sharedFetch()
    if let known { return known }
    _ = try? await fetch.value
    return state.withLock { $0.keys[id] }
  }

  func refresh() async throws -> [String] {
    _ = try await sharedFetch().value
    return trusted()
  }

  func trusted() -> [String] { state.withLock { $0.keys.keys.sorted() } }

  /// Whether a fetch is called for: known keys age, and an unknown one asks only so often.
  private func isDue(_ state: State, isKnown: Bool, at now: Duration) -> Bool {
    if state.fetch != nil { return true }
    if let attempted = state.attemptedAt, now - attempted < configuration.unknownKeyPause { return false }
    guard isKnown, let fetched = state.fetchedAt else { return true }
    return now - fetched >= configuration.maximumAge
  }

  /// The fetch that is under way, or a new one.
  private func sharedFetch() -> Fetch {
    let now = time.elapsed()
    return state.withLock { (state: inout State) -> Fetch in
      if let running = state.fetch { return running }
      state.attemptedAt = now
      // A task of its own, because it belongs to everybody who waits for it: whoever gives up does not end it for the others. Its
      // deadline bounds it.
      let fetch = Fetch { try await fetchOnce() }
      state.fetch = fetch
      return fetch
    }
  }

  private func fetchOnce() async throws -> [OutsideKey] {
    do {
      let keys = try await fetching.fetch()
      let now = time.elapsed()
      state.withLock { state in
        // What is not published any more is not trusted any more.
        state.keys = Dictionary(keys.map { ($0.id, $0) }) { first, _ in first }
        state.fetchedAt = now
        state.fetch = nil
      }
      metrics.increment(IdentityMetrics.keySetFetches, labels: ["result": "fetched"])
      return keys
    } catch {
      state.withLock { $0.fetch = nil }
      metrics.increment(IdentityMetrics.keySetFetches, labels: ["result": "failed"])
      throw error
    }
  }
}
