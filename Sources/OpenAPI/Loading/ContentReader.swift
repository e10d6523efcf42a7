import JSONDocument

/// Reads bodies, responses, headers and links.
struct ContentReader {
  func requestBody(of node: DocumentNode) throws(DocumentError) -> RequestBody? {
    guard let body = try node.member("requestBody")?.resolved() else { return nil }
    let content = try content(of: body)
    guard !content.isEmpty else { throw body.fail("a request body needs content") }
    return RequestBody(isRequired: try body.bool("required") ?? false, content: content, pointer: body.pointer)
  }

  func responses(of node: DocumentNode) throws(DocumentError) -> [Response] {
    var result: [Response] = []
    for (key, entry) in try node.members(of: "responses") {
      let response = try entry.resolved()
      guard let status = status(key) else { throw entry.fail("\(key) is neither a status, nor a class such as 4XX, nor default") }
      result.append(
        Response(
          status: status, headers: try headers(of: response), content: try content(of: response), links: try links(of: response),
          pointer: response.pointer))
    }
    return result
  }

  private func status(_ key: String) -> Response.Status? {
    if key == "default" { return .other }
    if key.utf8.count == 3, key.uppercased().hasSuffix("XX"), let digit = key.first?.wholeNumberValue, (1...5).contains(digit) {
      return .range(digit)
    }
    guard let number = Int(key), (100...599).contains(number) else { return nil }
    return .exact(number)
  }

  private func headers(of node: DocumentNode) throws(DocumentError) -> [Header] {
    var result: [Header] = []
    for (name, entry) in try node.members(of: "headers") where name.lowercased() != "content-type" {
      let header = try entry.resolved()
      let media = try content(of: header).first
      result.append(
        Header(
          name: name, isRequired: try header.bool("required") ?? false, isDeprecated: try header.bool("deprecated") ?? false,
          explode: try header.bool("explode") ?? false, schema: header.member("schema")?.pointer ?? media?.schema, mediaType: media?.name,
          examples: try examples(of: header) + (media?.examples ?? []), pointer: header.pointer))
    }
    return result
  }

  func content(of node: DocumentNode) throws(DocumentError) -> [MediaType] {
    var result: [MediaType] = []
    for (name, entry) in try node.members(of: "content") {
      let media = try entry.resolved()
      result.append(
        MediaType(
          name: name, schema: media.member("schema")?.pointer,
          itemSchema: (media.member("itemSchema") ?? media.member("x-item-schema"))?.pointer,
          encoding: try encoding(of: media), examples: try examples(of: media), pointer: media.pointer))
    }
    return result
  }

  private func encoding(of node: DocumentNode) throws(DocumentError) -> [MediaType.Encoding] {
    var result: [MediaType.Encoding] = []
    for (property, entry) in try node.members(of: "encoding") {
      let name = try entry.string("style")
      let style = name.flatMap(Parameter.Style.init(rawValue:))
      guard name == nil || style != nil else { throw entry.fail("the style \(name ?? "") is not known") }
      result.append(
        MediaType.Encoding(
          property: property, contentType: try entry.string("contentType"), headers: try headers(of: entry), style: style,
          explode: try entry.bool("explode") ?? (style == nil || style == .form),
          allowsReserved: try entry.bool("allowReserved") ?? false, pointer: entry.pointer))
    }
    return result
  }

  func examples(of node: DocumentNode) throws(DocumentError) -> [JSONValue] {
    var result = node.member("example").map { [$0.value] } ?? []
    guard node.member("examples")?.value.object != nil else { return result }
    for (_, entry) in try node.members(of: "examples") {
      if let value = try entry.resolved().member("value")?.value { result.append(value) }
    }
    return result
  }

  private func links(of node: DocumentNode) throws(DocumentError) -> [Link] {
    var result: [Link] = []
    for (name, entry) in try node.members(of: "links") {
      let link = try entry.resolved()
      let parameters = try link.members(of: "parameters").map { (name: $0.name, value: $0.node.value) }
      result.append(
        Link(
          name: name, operationID: try link.string("operationId"), operationRef: try link.string("operationRef"),
          parameters: parameters, requestBody: link.member("requestBody")?.value, pointer: link.pointer))
    }
    return result
  }
}
