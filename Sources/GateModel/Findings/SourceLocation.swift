/// A place in a file of the repository. Lines and columns start at 1; a column counts UTF-8 bytes.
public struct SourceLocation: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  /// Path relative to the repository root, with `/` as separator.
  public var path: String
  public var line: Int?
  public var column: Int?
  public var endLine: Int?
  public var endColumn: Int?

  public init(path: String, line: Int? = nil, column: Int? = nil, endLine: Int? = nil, endColumn: Int? = nil) {
    self.path = path
    self.line = line
    self.column = column
    self.endLine = endLine
    self.endColumn = endColumn
  }

  public var description: String {
    switch (line, column) {
    case (.some(let line), .some(let column)): "\(path):\(line):\(column)"
    case (.some(let line), nil): "\(path):\(line)"
    default: path
    }
  }

  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    if left.path != right.path { return left.path.utf8.lexicographicallyPrecedes(right.path.utf8) }
    if left.line != right.line { return (left.line ?? 0) < (right.line ?? 0) }
    return (left.column ?? 0) < (right.column ?? 0)
  }
}
