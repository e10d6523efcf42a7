/// A regular expression of ECMA-262 in Unicode mode, the dialect that JSON Schema names.
///
/// `\d` and `\w` are ASCII, `$` is the very end, and matching is by code points and takes linear time. Back references and script
/// properties are not supported and are refused when the pattern is compiled.
public struct ECMAPattern: Sendable {
  public let source: String
  let node: PatternNode
  private let program: PatternProgram
  /// Nil for patterns that are run step by step.
  let automaton: PatternAutomaton?

  public init(_ source: String) throws(PatternError) {
    self.source = source
    node = try PatternParser.parse(source)
    program = try PatternProgram(node, pattern: source)
    automaton = AutomatonBuilder.automaton(for: program)
  }

  /// Whether any part of the text matches, as JSON Schema demands: patterns are not anchored.
  public func matches(_ text: String) -> Bool {
    text.withBytes { matches($0) }
  }

  /// The same for the UTF-8 bytes of a text.
  func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if let answer = automaton?.matches(bytes) { return answer }
    return PatternMatcher(text: Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)).matches(program)
  }
}
