/// Why a document can't be used: what, and on which line of which file.
public struct DocumentError: Error, Sendable, Hashable, CustomStringConvertible {
  public let path: String
  /// From 1; 0 where no line can be named.
  public let line: Int
  public let message: String

  public init(path: String, line: Int, message: String) {
    (self.path, self.line, self.message) = (path, line, message)
  }

  public var description: String { line > 0 ? "\(path):\(line): \(message)" : "\(path): \(message)" }
}
