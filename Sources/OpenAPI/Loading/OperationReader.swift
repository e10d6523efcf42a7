import JSONDocument

/// Reads the operations of a document.
struct OperationReader {
  let source: DocumentSource
  let schemes: [String: SecurityScheme]

  static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

  func operations(of root: DocumentNode) throws(DocumentError) -> [Operation] {
    let general = try security(of: root) ?? []
    var result: [Operation] = []
    for (path, entry) in try root.members(of: "paths") {
      guard path.hasPrefix("/") else { throw entry.fail("the path \(path) must begin with /") }
      let item = try entry.resolved()
      let shared = try parameters(of: item)
      for (key, node) in try item.members() where Self.methods.contains(key) {
        guard node.value.object != nil else { throw node.fail("an operation must be an object") }
        result.append(try operation(node, method: key.uppercased(), path: path, shared: shared, security: general))
      }
    }
    return result
  }

  private func operation(
    _ node: DocumentNode, method: String, path: String, shared: [Parameter], security general: [SecurityRequirement]
  ) throws(DocumentError) -> Operation {
    let own = try parameters(of: node)
    let inherited = shared.filter { outer in !own.contains { $0.location == outer.location && $0.hasName(outer.name) } }
    let parameters = inherited + own
    for name in Self.templateNames(path) where !parameters.contains(where: { $0.location == .path && $0.hasName(name) }) {
      throw node.fail("the path parameter {\(name)} of \(method) \(path) is not declared")
    }
    let content = ContentReader()
    let responses = try content.responses(of: node)
    guard !responses.isEmpty else { throw node.fail("\(method) \(path) declares no response") }
    return Operation(
      method: method, path: path, operationID: try node.string("operationId"), tags: try node.strings("tags"),
      isDeprecated: try node.bool("deprecated") ?? false, parameters: parameters, requestBody: try content.requestBody(of: node),
      responses: responses, security: try security(of: node) ?? general, requirements: try node.strings("x-requirements"),
      pointer: node.pointer)
  }

  /// The names in braces of a path template.
  static func templateNames(_ path: String) -> [String] {
    path.split(separator: "{").dropFirst().compactMap { part in part.firstIndex(of: "}").map { String(part[..<$0]) } }
  }

  private func parameters(of node: DocumentNode) throws(DocumentError) -> [Parameter] {
    var result: [Parameter] = []
    for item in try node.items(of: "parameters") {
      let entry = try item.resolved()
      let name = try entry.requiredString("name")
      let text = try entry.requiredString("in")
      guard let location = Parameter.Location(rawValue: text) else { throw entry.fail("a parameter can't be in \(text)") }
      // Headers of these names are described elsewhere and ignored here, as the specification says.
      if location == .header, ["accept", "content-type", "authorization"].contains(name.lowercased()) { continue }
      let usual: Parameter.Style = location == .query || location == .cookie ? .form : .simple
      let named = try entry.string("style")
      guard let style = named.map({ Parameter.Style(rawValue: $0) }) ?? usual else {
        throw entry.fail("the style \(named ?? "") is not known")
      }
      let media = try ContentReader().content(of: entry).first
      let required = try entry.bool("required") ?? false
      guard required || location != .path else { throw entry.fail("the path parameter \(name) must have required: true") }
      result.append(
        Parameter(
          name: name, location: location, isRequired: required, style: style, explode: try entry.bool("explode") ?? (style == .form),
          schema: entry.member("schema")?.pointer ?? media?.schema, mediaType: media?.name,
          examples: try ContentReader().examples(of: entry) + (media?.examples ?? []), pointer: entry.pointer))
    }
    return result
  }

  /// Nil when the node says nothing about security; an empty list takes back what holds in general.
  private func security(of node: DocumentNode) throws(DocumentError) -> [SecurityRequirement]? {
    guard node.member("security") != nil else { return nil }
    var result: [SecurityRequirement] = []
    for item in try node.items(of: "security") {
      var uses: [(scheme: SecurityScheme, scopes: [String])] = []
      for (name, scopes) in try item.members() {
        guard let scheme = schemes[name] else { throw scopes.fail("there is no security scheme \(name) in components") }
        uses.append((scheme, scopes.value.array?.compactMap(\.string) ?? []))
      }
      result.append(SecurityRequirement(schemes: uses, pointer: item.pointer))
    }
    return result
  }
}
