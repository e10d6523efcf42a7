import JSONDocument
import OpenAPI

/// A value that an operation hands out when it succeeds.
struct Output: Sendable {
  let operation: Operation
  let name: String
  let expression: RuntimeExpression

  /// Every header and every scalar property, three levels deep, of the successful responses of an operation.
  static func all(of operation: Operation, in document: OpenAPIDocument) -> [Output] {
    var result: [Output] = []
    for response in operation.responses {
      guard case .exact(let status) = response.status, (200..<300).contains(status) else { continue }
      for header in response.headers {
        result.append(Output(operation: operation, name: header.name, expression: .responseHeader(header.name)))
      }
      guard let schema = response.content.first(where: \.isJSON)?.schema else { continue }
      for pointer in properties(of: schema, in: document, depth: 0) {
        let name = pointer.tokens.last ?? ""
        result.append(Output(operation: operation, name: name, expression: .responseBody(pointer)))
      }
    }
    return result
  }

  private static func properties(of place: JSONPointer, in document: OpenAPIDocument, depth: Int) -> [JSONPointer] {
    guard depth < 6, let schema = document.source.root[place] else { return [] }
    var result: [JSONPointer] = []
    if let reference = schema["$ref"]?.string, reference.hasPrefix("#"), let target = JSONPointer(fragment: String(reference.dropFirst())) {
      result += properties(of: target, in: document, depth: depth + 1)
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
      for position in (schema[keyword]?.array ?? []).indices {
        result += properties(of: place.appending(keyword).appending(position), in: document, depth: depth + 1)
      }
    }
    for name in schema["properties"]?.object?.keys ?? [] {
      let own = JSONPointer(tokens: [name])
      let inner = properties(of: place.appending("properties").appending(name), in: document, depth: depth + 2)
      result += inner.isEmpty ? [own] : inner.map { own.appending(contentsOf: $0.tokens) }
    }
    return result
  }
}
