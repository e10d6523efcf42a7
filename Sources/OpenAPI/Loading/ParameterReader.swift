import JSONDocument

/// Reads parameters.
struct ParameterReader {
  private let content = ContentReader()

  func parameters(of node: DocumentNode) throws(DocumentError) -> [Parameter] {
    var result: [Parameter] = []
    for item in try node.items(of: "parameters") {
      if let parameter = try parameter(of: try item.resolved()) { result.append(parameter) }
    }
    return result
  }

  /// Nil for a header that is described elsewhere and ignored here, as the specification says, and for what a converted document
  /// has in its request body.
  private func parameter(of entry: DocumentNode) throws(DocumentError) -> Parameter? {
    let name = try entry.requiredString("name")
    let text = try entry.requiredString("in")
    if ["body", "formData"].contains(text), entry.source.root["swagger"] != nil { return nil }
    guard let location = Parameter.Location(rawValue: text) else { throw entry.fail("a parameter can't be in \(text)") }
    if location == .header, ["accept", "content-type", "authorization"].contains(name.lowercased()) { return nil }
    let style = try style(of: entry, in: location)
    let isRequired = try entry.bool("required") ?? false
    let media = try content.content(of: entry).first
    return Parameter(
      name: name, location: location, isRequired: isRequired || location == .path, saysRequired: isRequired,
      isDeprecated: try entry.bool("deprecated") ?? false, style: style, explode: try entry.bool("explode") ?? (style == .form),
      allowsReserved: try entry.bool("allowReserved") ?? false,
      allowsEmptyValue: try entry.bool("allowEmptyValue") ?? false, schema: entry.member("schema")?.pointer ?? media?.schema,
      mediaType: media?.name, examples: try content.examples(of: entry) + (media?.examples ?? []), pointer: entry.pointer)
  }

  private func style(of entry: DocumentNode, in location: Parameter.Location) throws(DocumentError) -> Parameter.Style {
    guard let name = try entry.string("style") else { return location == .query || location == .cookie ? .form : .simple }
    // OpenAPI 3.2 has a style of its own for cookies, which differs from `form` only in what is escaped.
    if name == "cookie", location == .cookie { return .form }
    guard let style = Parameter.Style(rawValue: name) else { throw entry.fail("the style \(name) is not known") }
    return style
  }
}
