import Cryptography

/// What a terminal token stands for.
public struct TerminalBinding: Sendable, Hashable {
  public var userID: String
  public var tenantID: String
  public var allocationID: String
  /// The terminal session that the token opens.
  public var sessionID: String

  public init(userID: String, tenantID: String, allocationID: String, sessionID: String) {
    self.userID = userID
    self.tenantID = tenantID
    self.allocationID = allocationID
    self.sessionID = sessionID
  }
}

/// A token as somebody presents it. Whatever the text is, only its hash goes further.
public struct PresentedTerminalToken: Sendable, Hashable {
  /// SHA-256 of the presented text, in hex.
  public let hash: String
  /// The allocation that the caller wants to reach, if the way of presenting names one.
  public let allocationID: String?
  /// The caller, if the way of presenting has authenticated one.
  public let userID: String?

  public init(_ text: String, allocationID: String? = nil, userID: String? = nil) {
    self.hash = Self.hash(text)
    self.allocationID = allocationID
    self.userID = userID
  }

  /// How a token is stored and looked up.
  public static func hash(_ text: String) -> String {
    Hex.encode(Digest.sha256(Array(text.utf8)))
  }
}

/// How an attempt to use a token ended, as it is counted.
public enum TerminalTokenOutcome: String, Sendable, CaseIterable {
  case consumed = "consumed_ok"
  case rejected = "replay_rejected"
}
