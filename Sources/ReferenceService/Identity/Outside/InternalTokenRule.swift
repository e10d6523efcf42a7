import Cryptography

/// What an internal operation makes of the token that it is called with.
public enum InternalAdmission: Sendable {
  case admitted
  /// 401.
  case refused
  /// 404: there is no such operation.
  case absent
}

/// Admits to internal operations.
public protocol InternalTokenRule: Sendable {
  /// - Parameters:
  ///   - given: what the caller sent; nil for nothing.
  ///   - configured: what the service was configured with; nil for nothing.
  func admission(given: String?, configured: String?) -> InternalAdmission
}

/// The configured token and no other, compared in constant time; without one there is no operation.
public struct ConfiguredToken: InternalTokenRule {
  public init() {}

  public func admission(given: String?, configured: String?) -> InternalAdmission {
    guard let configured, !configured.isEmpty else { return .absent }
    guard let given else { return .refused }
    // Digests are compared, so that the time does not depend on the lengths either.
    return constantTimeEquals(Digest.sha256(Array(given.utf8)), Digest.sha256(Array(configured.utf8))) ? .admitted : .refused
  }
}
