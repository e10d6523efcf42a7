/// Where the service's keys live.
public protocol KeyRing: Sendable {
  /// The keys as they are now.
  func keys() async throws -> KeySet
  /// Retires the active key, makes the next one active, and makes a new next one; one step for every observer.
  func rotate() async throws -> KeySet
  /// Takes a key out of the set for good, so that nothing that it signed counts any more; another one takes its place.
  /// - Returns: The keys without it; nil where the set has no key of this id.
  func withdraw(_ id: String) async throws -> KeySet?
}

/// Keys that live as long as the process: a restart makes new ones, which ends every token within its short life.
public actor MemoryKeyRing: KeyRing {
  /// Retired keys beyond this are forgotten, oldest first. It is so many because whoever has a token of a forgotten key is logged out:
  /// within the life of a token there are never as many rotations, unless somebody tries for that.
  private static let keptRetired = 512

  private let clock: any ServiceClock
  private let random: any ServiceRandom
  private var current: KeySet?

  public init(clock: any ServiceClock, random: any ServiceRandom) {
    self.clock = clock
    self.random = random
  }

  public func keys() async throws -> KeySet {
    if let current { return current }
    let made = KeySet(
      active: try await SigningKey.make(random: random, at: clock.now()), next: try await SigningKey.make(random: random, at: clock.now()),
      changedAt: clock.now())
    // Another caller may have made the first set while this one was waiting; the first one counts.
    if let current { return current }
    current = made
    return made
  }

  public func rotate() async throws -> KeySet {
    let successor = try await SigningKey.make(random: random, at: clock.now())
    var set = try await keys()
    // No suspension between this read and the write, so that two rotations at once are two rotations.
    set = current ?? set
    let rotated = set.rotated(to: successor, at: clock.now(), keeping: Self.keptRetired)
    current = rotated
    return rotated
  }

  public func withdraw(_ id: String) async throws -> KeySet? {
    let successor = try await SigningKey.make(random: random, at: clock.now())
    var set = try await keys()
    // No suspension between this read and the write.
    set = current ?? set
    guard let without = set.without(id, successor: successor, at: clock.now()) else { return nil }
    current = without
    return without
  }
}
