import JSONDocument
import JSONSchema

/// Turns a Swagger 2.0 document into the form of OpenAPI 3.0.
///
/// What there is stays where it is and is changed in place, so that references keep their meaning and every value its line. What is
/// new, such as request bodies and content, is added beside it and refers to it.
struct SwaggerConversion {
  let source: LocatedValue
  private let targets: [(pointer: JSONPointer, part: DocumentPart)]

  init(_ bundle: DocumentBundle) {
    source = bundle.tree
    targets = bundle.targets
  }

  func converted() -> LocatedValue {
    var members: [(key: String, value: LocatedValue)] = []
    for (key, value) in source.members where !["openapi", "components", "servers"].contains(key) {
      members.append((key, changed(key, value)))
    }
    members.append(("openapi", LocatedValue(.string("3.0.3"), near: source["swagger"] ?? source)))
    members.append(("components", components()))
    if let servers = servers(schemes: source["schemes"]) { members.append(("servers", servers)) }
    var tree = LocatedValue(members, near: source)
    // What lies inside of another target is changed first; changing a schema a second time changes nothing.
    for target in targets.sorted(by: { $0.pointer.tokens.count > $1.pointer.tokens.count }) {
      tree = tree.replacing(target.pointer.tokens[...]) { part($0, target.part, at: target.pointer) }
    }
    return tree
  }

  private func changed(_ key: String, _ value: LocatedValue) -> LocatedValue {
    let place = JSONPointer(tokens: [key])
    return switch key {
    case "paths": value.mapMembers { $0.hasPrefix("x-") ? $1 : pathItem($1, at: place.appending($0)) }
    case "definitions": value.mapMembers { schema($1) }
    case "parameters": value.mapMembers { parameter($1) }
    case "responses": value.mapMembers { response($1, at: place.appending($0), produces: produces) }
    default: value
    }
  }

  private func part(_ value: LocatedValue, _ part: DocumentPart, at pointer: JSONPointer) -> LocatedValue {
    switch part {
    case .pathItem: pathItem(value, at: pointer)
    case .schema: schema(value)
    case .parameter: parameter(value)
    case .response: response(value, at: pointer, produces: produces)
    default: value
    }
  }

  /// The media types of bodies where an operation names none of its own.
  var consumes: [String] { strings(source["consumes"]) }

  var produces: [String] { strings(source["produces"]) }

  func strings(_ list: LocatedValue?) -> [String] { list?.value.array?.compactMap(\.string) ?? [] }

  private func components() -> LocatedValue {
    var members: [(key: String, value: LocatedValue)] = []
    if let definitions = source["definitions"] {
      let schemas = definitions.members.map { name, value in
        (key: name, value: reference(to: JSONPointer(tokens: ["definitions", name]), near: value))
      }
      members.append(("schemas", LocatedValue(schemas, near: definitions)))
    }
    if let schemes = source["securityDefinitions"] { members.append(("securitySchemes", schemes.mapMembers { securityScheme($1) })) }
    return LocatedValue(members, near: source["definitions"] ?? source)
  }

  /// Nil where the document doesn't say where the service is.
  func servers(schemes: LocatedValue?) -> LocatedValue? {
    guard let near = source["basePath"] ?? source["host"] else { return nil }
    let path = source["basePath"]?.value.string ?? ""
    guard let host = source["host"]?.value.string else { return LocatedValue([server(path, near: near)], near: near) }
    let names = strings(schemes)
    let prefixes = names.isEmpty ? [""] : names.map { $0 + ":" }
    return LocatedValue(prefixes.map { server("\($0)//\(host)\(path)", near: near) }, near: near)
  }

  private func server(_ url: String, near: LocatedValue) -> LocatedValue {
    LocatedValue([("url", LocatedValue(.string(url), near: near))], near: near)
  }

  func reference(to pointer: JSONPointer, near: LocatedValue) -> LocatedValue {
    let text = "#" + PercentCoding.encode(pointer.description, allowing: "!$&'()*+,;=:@/?")
    return LocatedValue([("$ref", LocatedValue(.string(text), near: near))], near: near)
  }

  /// Follows references through the document as it was; the last place where one leads to nothing or in a circle.
  func resolved(_ value: LocatedValue, at pointer: JSONPointer) -> (value: LocatedValue, pointer: JSONPointer) {
    var (value, pointer) = (value, pointer)
    var seen: Set<JSONPointer> = [pointer]
    while let text = value.value["$ref"]?.string, text.hasPrefix("#"), let target = JSONPointer(fragment: String(text.dropFirst())),
      let found = source[target], seen.insert(target).inserted
    {
      (value, pointer) = (found, target)
    }
    return (value, pointer)
  }
}
