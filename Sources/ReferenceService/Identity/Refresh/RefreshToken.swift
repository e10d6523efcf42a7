/// A refresh token that somebody presents: only its digest and what its signature vouches for go further.
public struct PresentedRefreshToken: Sendable, Hashable {
  /// The peppered digest, in hex.
  public let digest: String
  /// The login that it descends from.
  public let familyID: String
  /// The account that logged in.
  public let accountID: String

  public init(digest: String, familyID: String, accountID: String) {
    self.digest = digest
    self.familyID = familyID
    self.accountID = accountID
  }
}

/// A refresh token as the store keeps it.
public struct NewRefreshToken: Sendable, Hashable {
  /// The peppered digest, in hex.
  public let digest: String
  /// The key that signed it.
  public let keyID: String
  public let familyID: String
  public let expiresAtMilliseconds: Int64

  public init(digest: String, keyID: String, familyID: String, expiresAtMilliseconds: Int64) {
    self.digest = digest
    self.keyID = keyID
    self.familyID = familyID
    self.expiresAtMilliseconds = expiresAtMilliseconds
  }
}

/// How the use of a refresh token ended.
public enum RefreshOutcome: String, Sendable, CaseIterable {
  /// It was spent, and its successor is in force.
  case rotated
  /// It had been spent before: somebody has a copy. Its family is revoked.
  case reused
  /// It is not known, or expired, or its family is revoked.
  case refused
}
