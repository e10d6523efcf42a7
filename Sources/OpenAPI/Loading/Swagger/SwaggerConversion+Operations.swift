import JSONDocument

extension SwaggerConversion {
  private static let methods: Set<String> = ["get", "put", "post", "delete", "options", "head", "patch"]

  func pathItem(_ item: LocatedValue, at pointer: JSONPointer) -> LocatedValue {
    let shared = parameters(of: item, at: pointer)
    return item.mapMembers { key, value in
      switch key {
      case "parameters": value.mapItems { parameter($0) }
      case let method where Self.methods.contains(method): operation(value, at: pointer.appending(method), shared: shared)
      default: value
      }
    }
  }

  private func parameters(of node: LocatedValue, at pointer: JSONPointer) -> [Described] {
    guard let list = node["parameters"] else { return [] }
    return list.items.enumerated().map { resolved($1, at: pointer.appending("parameters").appending($0)) }
  }

  private func operation(_ operation: LocatedValue, at pointer: JSONPointer, shared: [Described]) -> LocatedValue {
    guard case .object = operation.value else { return operation }
    let own = parameters(of: operation, at: pointer)
    let inherited = shared.filter { outer in
      !own.contains { $0.value["name"]?.value == outer.value["name"]?.value && $0.value["in"]?.value == outer.value["in"]?.value }
    }
    let produces = operation["produces"].map(strings)
    var members: [(key: String, value: LocatedValue)] = []
    for (key, value) in operation.members {
      switch key {
      case "parameters": members.append((key, value.mapItems { parameter($0) }))
      case "responses":
        let place = pointer.appending(key)
        members.append((key, value.mapMembers { operationResponse($1, at: place.appending($0), produces: produces) }))
      case "requestBody", "servers": continue
      default: members.append((key, value))
      }
    }
    let consumes = operation["consumes"].map(strings) ?? self.consumes
    if let body = requestBody(own + inherited, consumes: consumes) { members.append(("requestBody", body)) }
    if let schemes = operation["schemes"], let servers = servers(schemes: schemes) { members.append(("servers", servers)) }
    return LocatedValue(members, near: operation)
  }

  /// - Parameter produces: the operation's own media types, if it names any.
  private func operationResponse(_ response: LocatedValue, at pointer: JSONPointer, produces: [String]?) -> LocatedValue {
    guard response["$ref"] != nil else { return self.response(response, at: pointer, produces: produces ?? self.produces) }
    // A shared response has the document's media types. Where the operation has others, it says what else there is by references.
    guard let produces else { return response }
    let shared = resolved(response, at: pointer)
    var members: [(key: String, value: LocatedValue)] = []
    if let headers = shared.value["headers"] {
      let place = shared.pointer.appending("headers")
      let references = headers.members.map { (key: $0.key, value: reference(to: place.appending($0.key), near: response)) }
      members.append(("headers", LocatedValue(references, near: response)))
    }
    if let content = content(of: shared.value, at: shared.pointer, produces: produces) { members.append(("content", content)) }
    return LocatedValue(members, near: response)
  }

  func response(_ response: LocatedValue, at pointer: JSONPointer, produces: [String]) -> LocatedValue {
    guard case .object = response.value, response["$ref"] == nil else { return response }
    var members: [(key: String, value: LocatedValue)] = []
    for (key, value) in response.members {
      switch key {
      case "schema": members.append((key, schema(value)))
      case "headers": members.append((key, value.mapMembers { header($1) }))
      case "content", "links": continue
      default: members.append((key, value))
      }
    }
    if let content = content(of: response, at: pointer, produces: produces) { members.append(("content", content)) }
    return LocatedValue(members, near: response)
  }

  private func header(_ header: LocatedValue) -> LocatedValue {
    guard case .object = header.value, header["$ref"] == nil else { return header }
    return LocatedValue(header.members.filter { $0.key != "schema" } + [("schema", flatSchema(of: header))], near: header)
  }

  /// The response's one schema for each of its media types; nil where it has no body.
  private func content(of response: LocatedValue, at pointer: JSONPointer, produces: [String]) -> LocatedValue? {
    guard let schema = response["schema"] else { return nil }
    let types = produces.isEmpty ? ["*/*"] : produces
    let examples = response["examples"]
    let media = types.map { type -> (key: String, value: LocatedValue) in
      var members = [(key: "schema", value: reference(to: pointer.appending("schema"), near: schema))]
      if let example = examples?[type] { members.append(("example", example)) }
      return (type, LocatedValue(members, near: schema))
    }
    return LocatedValue(media, near: schema)
  }
}
