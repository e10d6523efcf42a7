/// When too many attempts lock somebody out, and for how long.
public struct LockoutRule: Sendable, Hashable {
  /// The count that locks.
  public let threshold: Int
  /// How long after the first a count lapses.
  public let window: Duration
  /// How long a lock lasts.
  public let lock: Duration

  public init(threshold: Int, window: Duration, lock: Duration) {
    self.threshold = threshold
    self.window = window
    self.lock = lock
  }
}

/// Who is locked out: an account or a network, as it is kept.
public struct LockoutSubject: Sendable, Hashable {
  /// A digest.
  public let key: String
  /// What audit entries call it.
  public let actor: String
  /// The tenant of an account that exists; otherwise empty.
  public let tenantID: String

  public init(key: String, actor: String, tenantID: String = "") {
    self.key = key
    self.actor = actor
    self.tenantID = tenantID
  }
}

/// What a count has come to.
public struct LockoutState: Sendable, Hashable {
  /// When the lock ends, in milliseconds since the epoch; nil where nobody is locked out.
  public let lockedUntilMilliseconds: Int64?
  /// Whether it was this attempt that locked.
  public let hasLocked: Bool

  public init(lockedUntilMilliseconds: Int64?, hasLocked: Bool = false) {
    self.lockedUntilMilliseconds = lockedUntilMilliseconds
    self.hasLocked = hasLocked
  }
}
