import JSONDocument

/// Reads the operations of a document.
struct OperationReader {
  let schemes: [String: SecurityScheme]
  let servers: [Server]
  let methods: [String]

  /// - Parameter version: of the specification; 3.2 knows one method more.
  init(schemes: [String: SecurityScheme], servers: [Server], version: String) {
    (self.schemes, self.servers) = (schemes, servers)
    methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] + (version.hasPrefix("3.2.") ? ["query"] : [])
  }

  func operations(of root: DocumentNode) throws(DocumentError) -> [Operation] {
    let general = try security(of: root) ?? []
    var result: [Operation] = []
    for (path, entry) in try root.members(of: "paths") {
      guard path.hasPrefix("/") else { throw entry.fail("the path \(path) must begin with /") }
      // What stands beside a path item's $ref comes first, as the newer of the two.
      let target = try entry.resolved()
      let item = entry.value["$ref"] == nil ? [target] : [entry, target]
      var parameters: [Parameter] = []
      var servers = self.servers
      for node in item.reversed() {
        parameters = merged(try ParameterReader().parameters(of: node), over: parameters)
        servers = try ServerReader.servers(of: node) ?? servers
      }
      let context = Context(path: path, parameters: parameters, servers: servers, security: general)
      var seen: Set<String> = []
      for node in item {
        for (key, node) in try node.members() where methods.contains(key) && seen.insert(key).inserted {
          guard node.value.object != nil else { throw node.fail("an operation must be an object") }
          result.append(try operation(node, method: key.uppercased(), context))
        }
      }
    }
    return result
  }

  /// What an operation has from around it.
  private struct Context {
    let path: String
    let parameters: [Parameter]
    let servers: [Server]
    let security: [SecurityRequirement]
  }

  private func operation(_ node: DocumentNode, method: String, _ context: Context) throws(DocumentError) -> Operation {
    let content = ContentReader()
    let responses = try content.responses(of: node)
    guard !responses.isEmpty else { throw node.fail("\(method) \(context.path) declares no response") }
    return Operation(
      method: method, path: context.path, operationID: try node.string("operationId"), tags: try node.strings("tags"),
      isDeprecated: try node.bool("deprecated") ?? false, sunset: node.value["x-sunset"]?.string,
      parameters: merged(try ParameterReader().parameters(of: node), over: context.parameters),
      requestBody: try content.requestBody(of: node), responses: responses, security: try security(of: node) ?? context.security,
      servers: try ServerReader.servers(of: node) ?? context.servers, requirements: try node.strings("x-requirements"),
      pointer: node.pointer)
  }

  private func merged(_ own: [Parameter], over outer: [Parameter]) -> [Parameter] {
    outer.filter { shared in !own.contains { $0.location == shared.location && $0.hasName(shared.name) } } + own
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
