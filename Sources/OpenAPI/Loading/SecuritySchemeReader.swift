import JSONDocument

/// Reads the security schemes of the components.
enum SecuritySchemeReader {
  static func schemes(of root: DocumentNode) throws(DocumentError) -> [String: SecurityScheme] {
    guard let components = root.member("components") else { return [:] }
    var result: [String: SecurityScheme] = [:]
    for (name, entry) in try components.members(of: "securitySchemes") {
      let node = try entry.resolved()
      result[name] = SecurityScheme(name: name, kind: try kind(of: node), pointer: node.pointer)
    }
    return result
  }

  private static func kind(of node: DocumentNode) throws(DocumentError) -> SecurityScheme.Kind {
    switch try node.requiredString("type") {
    case "http": return .http(scheme: try node.requiredString("scheme").lowercased())
    case "apiKey":
      guard let location = Parameter.Location(rawValue: try node.requiredString("in")), location != .path else {
        throw node.fail("an API key is in query, header or cookie")
      }
      return .apiKey(name: try node.requiredString("name"), location: location)
    case "oauth2": return .oauth2
    case "openIdConnect": return .openIDConnect
    case "mutualTLS": return .mutualTLS
    case let other: throw node.fail("the security type \(other) is not known")
    }
  }
}
