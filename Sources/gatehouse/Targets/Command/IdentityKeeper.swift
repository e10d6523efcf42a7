import GateKit

/// Keeps the identities of a running service valid: a token that says how long it holds is renewed before it ends.
actor IdentityKeeper {
  /// An identity, with how long its token holds where that is known.
  typealias Resolved = (identity: TargetIdentity, lifetime: Duration?)

  private struct Entry {
    var identity: TargetIdentity
    /// On the clock; nil for what never expires.
    var renewsAt: Duration?
    /// Whether nobody has been given it yet.
    var isNew = false
    var isBeingRenewed = false
  }

  private let resolve: @Sendable (_ name: String) async throws -> Resolved
  private let elapsed: @Sendable () -> Duration
  private var entries: [String: Entry] = [:]

  /// Calls that are under way still need the old token, so that it is renewed before its end, this long or a fifth of its life.
  private static let margin = Duration.seconds(30)

  /// - Parameter resolve: asks for the identity of a name.
  init(clock: any Clock<Duration> = ContinuousClock(), _ resolve: @escaping @Sendable (_ name: String) async throws -> Resolved) {
    self.resolve = resolve
    elapsed = Self.stopwatch(clock)
  }

  /// Asks for all of them, one after the other.
  /// - Throws: `TargetError`.
  func start(_ names: [String]) async throws -> [String: TargetIdentity] {
    for name in names.sorted() { entries[name] = entry(try await resolve(name)) }
    return entries.mapValues(\.identity)
  }

  /// Whether any of them can end.
  var expires: Bool { entries.values.contains { $0.renewsAt != nil } }

  /// Those that have changed since the last call. While one is renewed, others get its old token, which still holds.
  /// - Throws: `TargetError`; the next call tries again.
  func renewed() async throws -> [String: TargetIdentity] {
    let now = elapsed()
    for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
      guard let end = entry.renewsAt, end <= now, entries[name]?.isBeingRenewed == false else { continue }
      entries[name]?.isBeingRenewed = true
      do {
        var next = self.entry(try await resolve(name))
        next.isNew = true
        entries[name] = next
      } catch {
        entries[name]?.isBeingRenewed = false
        throw error
      }
    }
    let changed = entries.filter(\.value.isNew).mapValues(\.identity)
    for name in changed.keys { entries[name]?.isNew = false }
    return changed
  }

  private func entry(_ resolved: Resolved) -> Entry {
    Entry(identity: resolved.identity, renewsAt: resolved.lifetime.map { elapsed() + $0 - min(Self.margin, $0 / 5) })
  }

  private static func stopwatch<C: Clock>(_ clock: C) -> @Sendable () -> Duration where C.Duration == Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }
}
