/// Says how large a body may be.
public protocol BodyBounding: Sendable {
  /// - Parameter bytes: what the operation's contract says.
  func bound(for bytes: Int) -> Int
}

/// As large as the contract says.
public struct ContractBodyBound: BodyBounding {
  public init() {}

  public func bound(for bytes: Int) -> Int { bytes }
}
