import JSONDocument

/// Reads the security schemes of the components.
enum SecuritySchemeReader {
  static func schemes(of root: DocumentNode) throws(DocumentError) -> [String: SecurityScheme] {
    guard let components = root.member("components") else { return [:] }
    var result: [String: SecurityScheme] = [:]
    for (name, entry) in try components.members(of: "securitySchemes") {
      let node = try entry.resolved()
      let kind = try kind(of: node)
      result[name] = SecurityScheme(
        name: name, kind: kind, flows: kind == .oauth2 ? try flows(of: node) : [], openIDConnectURL: try node.string("openIdConnectUrl"),
        bearerFormat: try node.string("bearerFormat"), pointer: node.pointer)
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

  private static func flows(of node: DocumentNode) throws(DocumentError) -> [OAuthFlow] {
    var result: [OAuthFlow] = []
    for (name, flow) in try node.members(of: "flows") {
      // A later version's grant is none that could be used here, and no fault of the document.
      guard let grant = OAuthFlow.Grant(rawValue: name) else { continue }
      var scopes: [(name: String, meaning: String)] = []
      for (scope, entry) in try flow.members(of: "scopes") { scopes.append((scope, entry.value.string ?? "")) }
      result.append(
        OAuthFlow(
          grant: grant, authorizationURL: try flow.string("authorizationUrl"), tokenURL: try flow.string("tokenUrl"),
          refreshURL: try flow.string("refreshUrl"), scopes: scopes, pointer: flow.pointer))
    }
    return result
  }
}
