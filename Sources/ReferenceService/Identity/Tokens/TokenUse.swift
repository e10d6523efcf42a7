/// What a token is good for: the claim `token_use`.
public enum TokenUse: String, Sendable {
  case access, refresh
}

/// Says whether a token may be used for a purpose.
public protocol TokenUseRule: Sendable {
  /// - Parameter claimed: the claim `token_use` as the token has it.
  func allows(_ claimed: String, as use: TokenUse) -> Bool
}

/// A token is good for what it says, and nothing else.
public struct ExactTokenUse: TokenUseRule {
  public init() {}

  public func allows(_ claimed: String, as use: TokenUse) -> Bool { claimed == use.rawValue }
}
