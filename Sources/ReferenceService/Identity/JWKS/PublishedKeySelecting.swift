/// Decides which keys the world sees.
public protocol PublishedKeySelecting: Sendable {
  func published(from keys: KeySet) -> [SigningKey]
}

/// The active and the next key, in this order, and no other.
public struct ActiveAndNextKeys: PublishedKeySelecting {
  public init() {}
  public func published(from keys: KeySet) -> [SigningKey] { [keys.active, keys.next] }
}
