/// Says which key of a set signs new tokens.
public protocol SignerChoosing: Sendable {
  func signer(of keys: KeySet) -> SigningKey
}

/// The active one, and no other beside it.
public struct ActiveSigner: SignerChoosing {
  public init() {}

  public func signer(of keys: KeySet) -> SigningKey { keys.active }
}
