/// The keys of the service at one moment.
public struct KeySet: Sendable {
  /// A key that signs no more.
  public struct Retired: Sendable {
    public let key: SigningKey
    public let at: ServiceInstant

    public init(key: SigningKey, at: ServiceInstant) {
      self.key = key
      self.at = at
    }
  }

  /// Signs new tokens.
  public var active: SigningKey
  /// Becomes active at the next rotation; published ahead, so that every consumer knows it by then.
  public var next: SigningKey
  /// Not published any more; verifies here what it signed until the last of it has expired.
  public var retired: [Retired]
  /// When the set last changed.
  public var changedAt: ServiceInstant

  public init(active: SigningKey, next: SigningKey, retired: [Retired] = [], changedAt: ServiceInstant) {
    self.active = active
    self.next = next
    self.retired = retired
    self.changedAt = changedAt
  }

  /// The set after a rotation: the next key signs, the active one is retired, and the successor is next.
  /// - Parameter kept: retired keys beyond this are forgotten, oldest first.
  func rotated(to successor: SigningKey, at now: ServiceInstant, keeping kept: Int) -> KeySet {
    let all = [Retired(key: active, at: now)] + retired
    return KeySet(active: next, next: successor, retired: Array(all.prefix(kept)), changedAt: now)
  }

  /// The key with this id that may verify a token now.
  func verificationKey(id: String, now: ServiceInstant, tokenLifetime: Duration) -> SigningKey? {
    if active.id == id { return active }
    if next.id == id { return next }
    return retired.first { $0.key.id == id && now < $0.at.advanced(by: tokenLifetime) }?.key
  }
}
