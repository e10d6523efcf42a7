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

  /// The path of the URL with every variable's default filled in, without a slash at the end; most often empty.
  public let basePath: String

  init(url: String, variables: [Variable], pointer: JSONPointer) {
    (self.url, self.variables, self.pointer) = (url, variables, pointer)
    basePath = Self.path(of: Self.expanded(url, variables))
  }

  /// The URL with every variable's default filled in.
  public var expandedURL: String { Self.expanded(url, variables) }

  private static func expanded(_ url: String, _ variables: [Variable]) -> String {
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

  private static func path(of url: String) -> String {
    var path = URIReference(url).path
    while path.hasSuffix("/") { path.removeLast() }
    return path.isEmpty || path.hasPrefix("/") ? path : "/" + path
  }
}
