import JSONDocument
import OpenAPI

/// Finds out which operations must run before another, and which of their values it takes.
///
/// Links of the document count first. What they leave open is inferred: a path parameter comes from the operation that creates what
/// the path names; credentials handed out by the service, identifiers and tokens come from the operation that returns a value of
/// that name. The result depends on nothing but the document.
struct DependencyPlanner {
  private let document: OpenAPIDocument
  private let outputs: [Output]
  private let linked: [String: [Slot: CallPlan.Source]]

  init(document: OpenAPIDocument) {
    self.document = document
    outputs = document.operations.flatMap { Output.all(of: $0, in: document) }
    linked = Self.links(of: document)
  }

  func plans() -> [String: CallPlan] {
    Dictionary(document.operations.map { ($0.name, CallPlan(operation: $0, sources: sources(of: $0), maker: maker(of: $0))) }) { first, _ in
      first
    }
  }

  /// What stands at a fixed name below an object may have to be put there first.
  private func maker(of operation: Operation) -> String? {
    guard ["GET", "HEAD", "PATCH", "DELETE"].contains(operation.method), operation.path.contains("{"), !operation.path.hasSuffix("}") else {
      return nil
    }
    return document.operation("PUT", operation.path)?.name
  }

  private func sources(of operation: Operation) -> [Slot: CallPlan.Source] {
    var result = linked[operation.name] ?? [:]
    for (slot, name) in openSlots(of: operation) where result[slot] == nil {
      if let output = best(for: slot, named: name, of: operation) {
        result[slot] = CallPlan.Source(producer: output.operation.name, expression: output.expression)
      }
    }
    return result
  }

  /// What may have to come from somewhere else, with the name to look for.
  private func openSlots(of operation: Operation) -> [(Slot, String)] {
    var slots: [(Slot, String)] = []
    for parameter in operation.parameters where parameter.isRequired && parameter.examples.isEmpty {
      switch parameter.location {
      case .path: slots.append((.path(parameter.name), parameter.name))
      case .header: slots.append((.header(parameter.name.lowercased()), parameter.name))
      case .query where NameMatching.isReference(parameter.name): slots.append((.query(parameter.name), parameter.name))
      default: break
      }
    }
    for use in operation.security.first?.schemes ?? [] {
      if case .apiKey(let name, .header) = use.scheme.kind { slots.append((.header(name.lowercased()), name)) }
    }
    for pointer in operation.requestBody?.json?.schema.map({ references(in: $0, depth: 0) }) ?? [] {
      slots.append((.body(pointer), pointer.tokens.last ?? ""))
    }
    return slots
  }

  /// Places of required properties of a body that look like something handed out earlier. Of an array the first item counts.
  private func references(in place: JSONPointer, depth: Int) -> [JSONPointer] {
    let place = document.resolve(place)
    guard depth < 6, let schema = document.source.root[place] else { return [] }
    var result: [JSONPointer] = []
    if schema["items"]?.object != nil {
      result += references(in: place.appending("items"), depth: depth + 1).map { JSONPointer(tokens: ["0"] + $0.tokens) }
    }
    for position in (schema["allOf"]?.array ?? []).indices {
      result += references(in: place.appending("allOf").appending(position), depth: depth + 1)
    }
    for name in (schema["required"]?.array ?? []).compactMap(\.string) where schema["properties"]?[name] != nil {
      let inner = document.resolve(place.appending("properties").appending(name))
      let property = document.source.root[inner]
      if ["enum", "const", "example", "examples", "default"].contains(where: { property?[$0] != nil }) { continue }
      if property?["readOnly"]?.bool == true { continue }
      if NameMatching.isReference(name) {
        result.append(JSONPointer(tokens: [name]))
      } else {
        result += references(in: inner, depth: depth + 1).map { JSONPointer(tokens: [name] + $0.tokens) }
      }
    }
    return result
  }

  private func best(for slot: Slot, named name: String, of operation: Operation) -> Output? {
    var best: (score: Int, output: Output)?
    for output in outputs where output.operation.name != operation.name && !needs(operation, in: output.operation) {
      let score = score(output, slot, name, operation)
      if score > 0, score > best?.score ?? 0 { best = (score, output) }
    }
    return best?.output
  }

  /// An operation below the same resource can't provide what it needs itself.
  private func needs(_ operation: Operation, in producer: Operation) -> Bool {
    producer.path == operation.path && producer.parameters.contains { $0.location == .path }
      || producer.path.hasPrefix(operation.path + "/") || ["DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"].contains(producer.method)
  }

  private func score(_ output: Output, _ slot: Slot, _ name: String, _ operation: Operation) -> Int {
    let wanted = NameMatching.key(name)
    let given = NameMatching.key(output.name)
    let isHeader = if case .responseHeader = output.expression { true } else { false }
    var score = 0
    if case .path(let parameter) = slot, isCreator(output.operation, of: parameter, in: operation.path) {
      let stem = NameMatching.resource(of: output.operation.path)
      if given == wanted { score = 60 } else if given == "id" || given == stem + "id" { score = 50 }
    } else if given == wanted, wanted != "id" {
      score = 20
    } else if NameMatching.resource(of: output.operation.path) + given == wanted {
      score = 18
    }
    guard score > 0 else { return 0 }
    if case .header = slot, isHeader { score += 5 }
    if output.operation.method == "POST" { score += 4 }
    return score + min(3, commonSegments(output.operation.path, operation.path))
  }

  /// Whether the producer's path is what stands before the parameter: `POST /v1/sessions` for `/v1/sessions/{id}/finalize`.
  private func isCreator(_ producer: Operation, of parameter: String, in path: String) -> Bool {
    guard ["POST", "PUT", "GET"].contains(producer.method), let range = path.firstRange(of: "/{\(parameter)}") else { return false }
    return producer.path == path[..<range.lowerBound]
  }

  private func commonSegments(_ left: String, _ right: String) -> Int {
    zip(left.split(separator: "/"), right.split(separator: "/")).prefix { $0 == $1 }.count
  }

  private static func links(of document: OpenAPIDocument) -> [String: [Slot: CallPlan.Source]] {
    var result: [String: [Slot: CallPlan.Source]] = [:]
    for operation in document.operations {
      for link in operation.responses.flatMap(\.links) {
        guard let target = document.operation(of: link) else { continue }
        for (name, value) in link.parameters {
          guard let slot = slot(name, of: target), let expression = RuntimeExpression(value), result[target.name]?[slot] == nil else {
            continue
          }
          result[target.name, default: [:]][slot] = CallPlan.Source(producer: operation.name, expression: expression)
        }
        if let body = link.requestBody, let expression = RuntimeExpression(body) {
          result[target.name, default: [:]][.body(.root)] = CallPlan.Source(producer: operation.name, expression: expression)
        }
      }
    }
    return result
  }

  /// A link names a parameter alone or with its location before it.
  private static func slot(_ name: String, of operation: Operation) -> Slot? {
    for parameter in operation.parameters {
      let qualified = "\(parameter.location.rawValue).\(parameter.name)"
      guard parameter.hasName(name) || qualified == name else { continue }
      switch parameter.location {
      case .path: return .path(parameter.name)
      case .query: return .query(parameter.name)
      case .header: return .header(parameter.name.lowercased())
      case .cookie: return .cookie(parameter.name)
      }
    }
    let header = name.hasPrefix("header.") ? String(name.dropFirst(7)) : name
    let isScheme = operation.security.flatMap(\.schemes).contains { $0.scheme.header?.lowercased() == header.lowercased() }
    return isScheme ? .header(header.lowercased()) : nil
  }
}
