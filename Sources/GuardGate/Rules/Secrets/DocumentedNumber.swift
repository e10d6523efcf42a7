import GateConfig
import GateModel

/// `numbers:` of the guard policy: a constant in code, and the documents that quote it.
///
/// A pattern is text with `{number}` where the number stands; runs of blanks in it match any blanks.
struct DocumentedNumber: Sendable {
  struct Place: Sendable {
    var file: String
    var pattern: String
    var location: SourceLocation
  }

  struct Quote: Hashable, Sendable {
    var number: String
    var line: Int
  }

  var name: String
  var constant: Place
  var documents: [Place]

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode) throws {
    var mapping = try node.mapping("numbers")
    name = try mapping.required("name").string("name")
    constant = try Self.place(try mapping.required("constant"))
    documents = try mapping.required("documents").list("documents").map(Self.place)
    try mapping.finish()
  }

  private static func place(_ node: ConfigNode) throws -> Place {
    var mapping = try node.mapping("place")
    let file = try mapping.required("file").string("file")
    let patternNode = try mapping.required("pattern")
    let pattern = try patternNode.string("pattern")
    try mapping.finish()
    guard pattern.has("{number}"), !pattern.hasPrefix("{number}") || pattern.count > "{number}".count else {
      throw ConfigError("'pattern' has no {number}", at: patternNode.location, remedy: "Write {number} where the number stands")
    }
    return Place(file: file, pattern: pattern, location: node.location)
  }

  /// Every number that stands where the pattern says.
  static func quotes(_ pattern: String, in source: SourceText) -> [Quote] {
    let parts = pattern.split(separator: "{number}", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return [] }
    let (before, after) = (folded(parts[0]), folded(parts[1]))
    var found: [Quote] = []
    for number in 1...source.lineCount where source.line(number).count < 10_000 {
      let line = folded(source.line(number).text)
      var rest = line[...]
      while let range = before.isEmpty ? rest.startIndex..<rest.startIndex : rest.firstRange(of: before) {
        let behind = rest[range.upperBound...]
        let digits = behind.prefix { $0.isASCII && $0.isNumber || $0 == "_" || $0 == "," }
        let plain = digits.filter(\.isNumber)
        if !plain.isEmpty, behind.dropFirst(digits.count).hasPrefix(after) || behind.dropFirst(plain.count).hasPrefix(after) {
          found.append(Quote(number: plain, line: number))
        }
        if before.isEmpty || range.upperBound == rest.endIndex { break }
        rest = behind
      }
    }
    return found
  }

  private static func folded(_ text: some StringProtocol) -> String {
    var result = ""
    var wasBlank = false
    for character in text {
      let isBlank = character == " " || character == "\t"
      if !(isBlank && wasBlank) { result.append(isBlank ? " " : character) }
      wasBlank = isBlank
    }
    return result
  }
}
