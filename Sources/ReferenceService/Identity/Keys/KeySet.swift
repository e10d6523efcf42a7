/// The keys of the service at one moment.
public struct KeySet: Sendable {
  /// A key that signs no more.
  public struct Retired: Sendable {
    public let key: SigningKey
    public let at: ServiceInstant
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

  /// The key with this id that may verify a token now.
  func verificationKey(id: String, now: ServiceInstant, tokenLifetime: Duration) -> SigningKey? {
    if active.id == id { return active }
    if next.id == id { return next }
    return retired.first { $0.key.id == id && now < $0.at.advanced(by: tokenLifetime) }?.key
  }
}
