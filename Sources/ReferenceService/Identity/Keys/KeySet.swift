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

  /// The set without a key that cannot be trusted any more: what it was is what the one after it is now.
  /// - Returns: Nil where the set has no key of this id.
  func without(_ id: String, successor: SigningKey, at now: ServiceInstant) -> KeySet? {
    if active.id == id { return KeySet(active: next, next: successor, retired: retired, changedAt: now) }
    if next.id == id { return KeySet(active: active, next: successor, retired: retired, changedAt: now) }
    let rest = retired.filter { $0.key.id != id }
    return rest.count == retired.count ? nil : KeySet(active: active, next: next, retired: rest, changedAt: now)
  }

  /// The key with this id that may verify a token now.
  func verificationKey(id: String, now: ServiceInstant, tokenLifetime: Duration) -> SigningKey? {
    if active.id == id { return active }
    if next.id == id { return next }
    return retired.first { $0.key.id == id && now < $0.at.advanced(by: tokenLifetime) }?.key
  }
}
