/// One thing that is wrong with a document.
public struct XMLProblem: Sendable, Equatable, CustomStringConvertible {
  /// Counts from 1; 0 where it is not known.
  public let line: Int
  /// What is wrong, as libxml2 words it.
  public let message: String

  public init(line: Int, message: String) {
    self.line = line
    self.message = message
  }

  public var description: String { line > 0 ? "line \(line): \(message)" : message }
}
