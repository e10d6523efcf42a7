import ReferenceService
import Synchronization

/// What can be wrong with how the keys of another issuer are kept.
enum OutsideKeyDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "jwks.fetch-under-lock", requirements: ["S1-H2"], "Whoever comes when the key set is too old waits until it was fetched.",
      change: .parts { parts in
        parts.identity.outsideKeys = FetchedInTheWay(healthy: parts.identity.outsideKeys, time: MonotonicTime(clock: parts.clock))
      }),
    SeededDefect(
      "jwks.fetch-each", requirements: ["S1-H2", "S2-P4.2"], "Every unknown key and every forced refresh is a fetch of its own.",
      change: .parts { $0.identity.outsideKeys = FetchForEach(healthy: $0.identity.outsideKeys, fetching: $0.identity.outsideFetching) }),
    SeededDefect(
      "jwks.refresh-respects-ttl", requirements: ["S2-W3.5"], "A forced refresh does nothing while the key set is fresh.",
      change: .parts { $0.identity.outsideKeys = NothingForced(healthy: $0.identity.outsideKeys) }),
    SeededDefect(
      "jwks.old-key-lingers", requirements: ["S2-P4"], "Fetched keys are added to those that are there.",
      change: .parts { $0.identity.outsideFetching = AddingFetch(healthy: $0.identity.outsideFetching) }),
    SeededDefect(
      "jwks.force-clears-on-error", requirements: ["S2-P4.2"], "A fetch that fails leaves no key at all.",
      change: .parts { $0.identity.outsideFetching = EmptyOnError(healthy: $0.identity.outsideFetching) }),
    SeededDefect(
      "jwks.refresh-open-when-unset", requirements: ["S2-P4.3"], "Where no internal token is configured, none is asked for.",
      change: .parts { $0.identity.internalTokens = NothingEqualsNothing() }),
  ]
}

private final class FetchedInTheWay: OutsideKeyKeeping {
  private let healthy: any OutsideKeyKeeping
  private let time: any ElapsedTime
  private let fetchedAt = Mutex<Duration?>(nil)

  init(healthy: any OutsideKeyKeeping, time: any ElapsedTime) {
    self.healthy = healthy
    self.time = time
  }

  func key(id: String) async -> OutsideKey? {
    let now = time.elapsed()
    let isOld = fetchedAt.withLock { fetched in
      if let before = fetched, now - before < .seconds(300) { return false }
      fetched = now
      return true
    }
    if isOld { _ = try? await healthy.refresh() }
    return await healthy.key(id: id)
  }

  func refresh() async throws -> [String] { try await healthy.refresh() }

  func trusted() -> [String] { healthy.trusted() }
}

private struct FetchForEach: OutsideKeyKeeping {
  let healthy: any OutsideKeyKeeping
  let fetching: any KeySetFetching

  func key(id: String) async -> OutsideKey? {
    if let known = await healthy.key(id: id) { return known }
    return try? await healthy.refresh().isEmpty ? nil : await fetching.fetch().first { $0.id == id }
  }

  func refresh() async throws -> [String] {
    _ = try await fetching.fetch()
    return try await healthy.refresh()
  }

  func trusted() -> [String] { healthy.trusted() }
}

private struct NothingForced: OutsideKeyKeeping {
  let healthy: any OutsideKeyKeeping

  func key(id: String) async -> OutsideKey? { await healthy.key(id: id) }

  func refresh() async throws -> [String] { healthy.trusted() }

  func trusted() -> [String] { healthy.trusted() }
}

private final class AddingFetch: KeySetFetching {
  private let healthy: any KeySetFetching
  private let known = Mutex<[OutsideKey]>([])

  init(healthy: any KeySetFetching) { self.healthy = healthy }

  func fetch() async throws -> [OutsideKey] {
    let fetched = try await healthy.fetch()
    return known.withLock { known in
      known += fetched.filter { key in !known.contains { $0.id == key.id } }
      return known
    }
  }
}

private struct EmptyOnError: KeySetFetching {
  let healthy: any KeySetFetching

  func fetch() async throws -> [OutsideKey] { (try? await healthy.fetch()) ?? [] }
}

private struct NothingEqualsNothing: InternalTokenRule {
  func admission(given: String?, configured: String?) -> InternalAdmission {
    (given ?? "") == (configured ?? "") ? .admitted : configured == nil ? .absent : .refused
  }
}
