/// One change of one text file.
public struct FileEdit: Sendable, Hashable {
  /// The edit does not fit the file, which means that the defect has to be brought up to date.
  public struct DoesNotFit: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let occurrences: Int
    public var description: String {
      "The text to replace occurs \(occurrences) times in \(path) and must occur once: bring the seeded defect up to date."
    }
  }

  /// Relative to the root of the repository.
  public let path: String
  /// Text that occurs exactly once.
  public let original: String
  public let replacement: String

  public init(_ path: String, replace original: String, with replacement: String) {
    self.path = path
    self.original = original
    self.replacement = replacement
  }

  /// The changed text.
  public func applied(to text: String) throws(DoesNotFit) -> String {
    let parts = text.split(separator: original, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw DoesNotFit(path: path, occurrences: parts.count - 1) }
    return parts.joined(separator: replacement)
  }
}
