/// An account gets another secret.
public struct SecretChange: Sendable, Hashable {
  public let accountID: String
  /// The hash that the account has had so far; where it has another by now, nothing is changed.
  public let oldHash: String
  public let newHash: String
  /// What audit entries call it: `password.changed` or `password.reset`.
  public let action: String
  /// The digest of the reset token that is spent for it.
  public let resetDigest: String?
  /// The account's failures, which a reset forgets.
  public let lockoutKey: String

  public init(accountID: String, oldHash: String, newHash: String, action: String, resetDigest: String?, lockoutKey: String) {
    self.accountID = accountID
    self.oldHash = oldHash
    self.newHash = newHash
    self.action = action
    self.resetDigest = resetDigest
    self.lockoutKey = lockoutKey
  }
}
