/// How a document's references to other files are followed. The caller decides what may be read and from where.
public struct DocumentResolver: Sendable {
  /// Reads a file of the repository. The path is relative to the repository's root, without `.` and `..`, and never leads out of it.
  public var file: @Sendable (_ path: String) async throws -> [UInt8]
  /// Fetches an `http` or `https` URL, within bounds of size and time that are the caller's; nil where remote references are refused.
  public var remote: (@Sendable (_ url: String) async throws -> [UInt8])?

  public init(
    file: @escaping @Sendable (_ path: String) async throws -> [UInt8], remote: (@Sendable (_ url: String) async throws -> [UInt8])? = nil
  ) {
    (self.file, self.remote) = (file, remote)
  }
}
