/// A regular expression of ECMA-262 in Unicode mode, the dialect that JSON Schema names.
///
/// `\d` and `\w` are ASCII, `$` is the very end, and matching is by code points and takes linear time. Back references and script
/// properties are not supported and are refused when the pattern is compiled.
public struct ECMAPattern: Sendable {
  public let source: String
  let node: PatternNode
  private let program: PatternProgram

  public init(_ source: String) throws(PatternError) {
    self.source = source
    node = try PatternParser.parse(source)
    program = try PatternProgram(node, pattern: source)
  }

  /// Whether any part of the text matches, as JSON Schema demands: patterns are not anchored.
  public func matches(_ text: String) -> Bool {
    PatternMatcher(text: Array(text.unicodeScalars)).matches(program)
  }
}
