import JSONDocument

/// What an operation takes as its body.
public struct RequestBody: Sendable {
  public let isRequired: Bool
  public let content: [MediaType]
  public let pointer: JSONPointer

  /// The alternative that is JSON, if there is one.
  public var json: MediaType? { content.first(where: \.isJSON) }
}
