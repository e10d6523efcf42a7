import JSONDocument

/// How a value of a response feeds another operation.
public struct Link: Sendable {
  public let name: String
  public let operationID: String?
  /// A local reference to the operation.
  public let operationRef: String?
  /// Parameter names, perhaps qualified (`path.id`), with constants or runtime expressions.
  public let parameters: [(name: String, value: JSONValue)]
  /// What becomes the whole body: a constant or a runtime expression.
  public let requestBody: JSONValue?
  public let pointer: JSONPointer
}
