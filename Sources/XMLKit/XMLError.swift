/// What reading or writing XML can fail with.
public enum XMLError: Error, Equatable, Sendable {
  /// The text is not well-formed; the line counts from 1, 0 where it is not known.
  case malformed(XMLProblem)
  /// The document declares a document type. Those are refused, because entities could read files or grow without bound.
  case documentTypeRefused
  /// The document has more bytes than the limit allows.
  case tooLarge(bytes: Int, limit: Int)
  /// Elements are nested more deeply than the limit allows.
  case tooDeep(limit: Int)
  /// The schema itself cannot be used.
  case invalidSchema([XMLProblem])
  /// The name of an element or attribute is not an XML name.
  case invalidName(String)
  /// A call of libxml2 failed for a reason of its own, such as memory.
  case library(operation: String)
}

extension XMLError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed(let problem): "The XML is not well-formed: \(problem)."
    case .documentTypeRefused: "The XML declares a document type (<!DOCTYPE …>), which is refused; remove the declaration."
    case .tooLarge(let bytes, let limit): "The XML has \(bytes) bytes, more than the limit of \(limit)."
    case .tooDeep(let limit): "The XML nests elements more than \(limit) deep."
    case .invalidSchema(let problems):
      "The XML schema cannot be used: \(problems.map(\.description).joined(separator: "; "))."
    case .invalidName(let name): "\"\(name.debugDescription)\" is no XML name."
    case .library(let operation): "libxml2's \(operation) failed without a reason; memory may be short."
    }
  }
}
