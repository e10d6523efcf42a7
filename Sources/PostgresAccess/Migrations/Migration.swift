/// One step of a schema, with its way back. What was applied may not be edited: a checksum of both texts is kept.
public struct Migration: Hashable, Sendable {
  /// Steps are applied in this order; counts from 1 without gaps.
  public var version: Int
  public var name: String
  public var up: String
  public var down: String

  public init(version: Int, name: String, up: String, down: String) {
    self.version = version
    self.name = name
    self.up = up
    self.down = down
  }
}

/// A step that the database has.
public struct AppliedMigration: Hashable, Sendable {
  public var version: Int
  public var name: String
  /// SHA-256 of the texts, computed by the server, 64 hexadecimal digits.
  public var checksum: String
}
