/// An accepted finding: who accepts it, why and until when.
public struct Suppression: Hashable, Sendable, Codable {
  public var fingerprint: Fingerprint
  public var check: CheckID
  public var reason: String
  public var owner: String
  /// Calendar day `YYYY-MM-DD`, UTC, on which it was accepted.
  public var created: String
  /// Calendar day `YYYY-MM-DD`, UTC; the last day on which it holds.
  public var expires: String
  /// Where the entry stands.
  public var location: SourceLocation

  public init(
    fingerprint: Fingerprint, check: CheckID, reason: String, owner: String, created: String, expires: String, location: SourceLocation
  ) {
    self.fingerprint = fingerprint
    self.check = check
    self.reason = reason
    self.owner = owner
    self.created = created
    self.expires = expires
    self.location = location
  }
}
