/// Says which signatures count.
public protocol TokenSignatureRule: Sendable {
  /// - Parameter algorithm: the `alg` of the header, which anybody can write.
  func admits(algorithm: String) -> Bool
  /// - Parameter key: the one that the header names.
  func isSigned(_ token: SignedToken, algorithm: String, by key: SigningKey) -> Bool
}

/// EdDSA with the key that the header names, whatever else the header says.
public struct EdDSAOnly: TokenSignatureRule {
  public init() {}

  public func admits(algorithm: String) -> Bool { algorithm == "EdDSA" }

  public func isSigned(_ token: SignedToken, algorithm: String, by key: SigningKey) -> Bool {
    key.isSignature(token.signature, of: token.signedBytes)
  }
}
