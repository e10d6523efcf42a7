import JSONDocument

/// Something that is wrong in a document and yet doesn't keep anybody from using it.
public struct DocumentProblem: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A name in the path's braces without a parameter, a path parameter without such a name, or one that isn't required.
    case pathParameterMismatch
    /// Two operations of one `operationId`.
    case duplicateOperationID
    /// Two path templates that differ only in the names of their parameters.
    case equivalentPaths
  }

  public let kind: Kind
  public let message: String
  /// The operation it is about.
  public let operation: String
  public let pointer: JSONPointer
}
