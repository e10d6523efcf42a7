/// A parameter as it goes on the wire, percent-encoded where its place demands that.
public struct EncodedParameter: Sendable, Hashable {
  public let location: Parameter.Location
  /// Query: `name=value` pairs for between `&`, none when nothing is sent. Cookie: pairs for between `; `.
  /// Path: the one text that stands for the template expression. Header: the one field value.
  public let pieces: [String]

  public var text: String { pieces.joined(separator: location == .cookie ? "; " : "&") }
}
