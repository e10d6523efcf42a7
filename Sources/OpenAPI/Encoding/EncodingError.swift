/// A value that the declared style or media type has no way to write.
public struct EncodingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The parameter's or property's name; empty for a whole body.
  public let name: String
  public let reason: String

  public init(_ reason: String, name: String = "") {
    (self.name, self.reason) = (name, reason)
  }

  public var description: String {
    (name.isEmpty ? "the value" : "the value of \(name)") + " can't be written: \(reason). Choose another value"
  }
}
