/// The gated repository as it was at an earlier commit, for what is limited to changes.
public struct EarlierRevision: Sendable {
  /// As it was asked for: `origin/main`.
  public let name: String
  private let content: @Sendable (String) async throws -> [UInt8]?

  /// - Parameter content: the bytes of a file by its path in the repository; nil where it had none.
  public init(name: String, content: @escaping @Sendable (String) async throws -> [UInt8]?) {
    (self.name, self.content) = (name, content)
  }

  /// A whole file; nil where the revision has none of that path.
  public func read(_ path: String) async throws -> [UInt8]? { try await content(path) }
}
