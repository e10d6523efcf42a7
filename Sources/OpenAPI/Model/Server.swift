import JSONDocument
import JSONSchema

/// Where the document says that the service is.
public struct Server: Sendable {
  public struct Variable: Sendable, Hashable {
    public let name: String
    public let defaultValue: String
    /// Empty where any value is allowed.
    public let values: [String]
  }

  /// As the document has it, perhaps with variables in braces, perhaps relative.
  public let url: String
  public let variables: [Variable]
  public let pointer: JSONPointer

  /// The URL with every variable's default filled in.
  public var expandedURL: String {
    var rest = Substring(url)
    var result = ""
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      result += rest[..<open]
      result += variables.first { $0.name == name }?.defaultValue ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// The path of the URL, without a slash at the end; most often empty.
  public var basePath: String {
    var path = URIReference(expandedURL).path
    while path.hasSuffix("/") { path.removeLast() }
    return path.isEmpty || path.hasPrefix("/") ? path : "/" + path
  }
}
