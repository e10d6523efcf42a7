/// A query of JSON values as RFC 9535 (JSONPath) defines it: names, indices, slices, wildcards, descendants, filters and functions.
///
/// Text is read strictly: what the RFC's grammar and its typing of functions do not allow is an error.
public struct JSONPath: Hashable, Sendable, CustomStringConvertible {
  public let description: String
  let segments: [JSONPathSegment]

  /// Longest text of a query, in bytes.
  static let longestText = 8_192
  /// Most values that one query may select on its way; more is an error and not a long wait.
  public static let mostValues = 100_000

  /// - Throws: ``JSONPathError`` with the place in the text.
  public init(_ text: String) throws(JSONPathError) {
    guard text.utf8.count <= Self.longestText else { throw JSONPathError("the query is longer than \(Self.longestText) bytes", at: 0) }
    var parser = JSONPathParser(text)
    description = text
    segments = try parser.query()
  }

  /// Selects at most one value, whatever the document: names and single indices only.
  public var isSingular: Bool { segments.isSingular }

  /// The selected values in the order of the RFC; a value that is selected twice is there twice.
  /// - Throws: ``JSONPathError`` where the query selects more than ``mostValues``.
  public func select(in document: JSONValue) throws(JSONPathError) -> [JSONValue] {
    var evaluator = JSONPathEvaluator(root: document, budget: Self.mostValues)
    return try evaluator.select(segments, from: document)
  }
}

/// Why a text is no JSONPath, or a query selects too much.
public struct JSONPathError: Error, Hashable, Sendable, CustomStringConvertible {
  public var problem: String
  /// Where in the text, in Unicode scalars from 0.
  public var offset: Int

  init(_ problem: String, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }

  public var description: String { "\(problem) (at character \(offset + 1))" }
}
