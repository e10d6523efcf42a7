import JSONDocument

extension SwaggerConversion {
  /// How Swagger's `collectionFormat` writes lists. Tabs have no counterpart; commas come nearest.
  private struct ListForm {
    let style: String
    let explode: Bool

    init(_ format: String?, location: String?) {
      switch format {
      case "multi": (style, explode) = ("form", true)
      case "ssv": (style, explode) = ("spaceDelimited", false)
      case "pipes": (style, explode) = ("pipeDelimited", false)
      default: (style, explode) = (location == "query" || location == "formData" ? "form" : "simple", false)
      }
    }
  }

  /// A parameter with the schema that OpenAPI 3.0 gives it. A body keeps its own, a field of a form has one like any other parameter:
  /// the operation's request body refers to them.
  func parameter(_ parameter: LocatedValue) -> LocatedValue {
    guard case .object = parameter.value, parameter["$ref"] == nil else { return parameter }
    let location = parameter["in"]?.value.string
    guard location != "body" else {
      return parameter.mapMembers { key, value in key == "schema" ? schema(value) : value }
    }
    var members = parameter.members.filter { !["schema", "style", "explode"].contains($0.key) }
    members.append(("schema", flatSchema(of: parameter)))
    if parameter["type"]?.value == "array", location != "formData" {
      let form = ListForm(parameter["collectionFormat"]?.value.string, location: location)
      let near = parameter["collectionFormat"] ?? parameter
      members.append(("style", LocatedValue(.string(form.style), near: near)))
      members.append(("explode", LocatedValue(.bool(form.explode), near: near)))
    }
    return LocatedValue(members, near: parameter)
  }

  /// A parameter of an operation where it is described, with the place.
  typealias Described = (value: LocatedValue, pointer: JSONPointer)

  /// The request body that parameters in `body` and `formData` stand for; nil where there are none.
  func requestBody(_ parameters: [Described], consumes: [String]) -> LocatedValue? {
    if let body = parameters.first(where: { $0.value["in"]?.value == "body" }) { return payload(body, consumes: consumes) }
    let fields = parameters.filter { $0.value["in"]?.value == "formData" }
    return fields.isEmpty ? nil : form(fields, consumes: consumes)
  }

  private func payload(_ body: Described, consumes: [String]) -> LocatedValue {
    let near = body.value
    let media = LocatedValue([("schema", reference(to: body.pointer.appending("schema"), near: near["schema"] ?? near))], near: near)
    let types = consumes.isEmpty ? ["application/json"] : consumes
    return LocatedValue(
      [
        ("required", near["required"] ?? LocatedValue(false, near: near)),
        ("content", LocatedValue(types.map { ($0, media) }, near: near)),
      ], near: near)
  }

  private func form(_ fields: [Described], consumes: [String]) -> LocatedValue {
    let near = fields[0].value
    let hasFile = fields.contains { $0.value["type"]?.value == "file" }
    let usual = ["multipart/form-data", "application/x-www-form-urlencoded"].filter(consumes.contains)
    let types = usual.isEmpty ? [hasFile ? "multipart/form-data" : "application/x-www-form-urlencoded"] : usual
    var properties: [(key: String, value: LocatedValue)] = []
    var required: [LocatedValue] = []
    var encodings: [(key: String, value: LocatedValue)] = []
    for field in fields {
      guard let name = field.value["name"], let text = name.value.string else { continue }
      properties.append((text, reference(to: field.pointer.appending("schema"), near: field.value)))
      if field.value["required"]?.value == true { required.append(name) }
      if field.value["type"]?.value == "array" { encodings.append((text, encoding(of: field.value))) }
    }
    var schema: [(key: String, value: LocatedValue)] = [
      ("type", LocatedValue("object", near: near)), ("properties", LocatedValue(properties, near: near)),
    ]
    if !required.isEmpty { schema.append(("required", LocatedValue(required, near: near))) }
    let media = LocatedValue(
      [("schema", LocatedValue(schema, near: near)), ("encoding", LocatedValue(encodings, near: near))], near: near)
    return LocatedValue(
      [
        ("required", LocatedValue(.bool(!required.isEmpty), near: near)),
        ("content", LocatedValue(types.map { ($0, media) }, near: near)),
      ], near: near)
  }

  private func encoding(of field: LocatedValue) -> LocatedValue {
    let form = ListForm(field["collectionFormat"]?.value.string, location: "formData")
    let near = field["collectionFormat"] ?? field
    return LocatedValue(
      [("style", LocatedValue(.string(form.style), near: near)), ("explode", LocatedValue(.bool(form.explode), near: near))], near: near)
  }
}
