import JSONDocument

/// One assertion that an instance doesn't meet.
public struct ValidationError: Error, Sendable, Hashable {
  /// Where in the instance.
  public let instance: JSONPointer
  /// The keyword that isn't met, with its place in the schema.
  public let schema: SchemaLocation
  /// What is wrong, without the places.
  public let message: String
  /// Why each alternative failed, for `anyOf` and `oneOf`.
  public let causes: [ValidationError]

  /// The keyword's name.
  public var keyword: String { schema.pointer.tokens.last ?? "false" }
}

extension ValidationError: CustomStringConvertible {
  public var description: String {
    let place = instance.tokens.isEmpty ? "the value" : instance.description
    return "\(place): \(message) (\(schema.pointer))"
  }
}
