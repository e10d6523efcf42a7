import JSONDocument
import JSONSchema

/// A request against an operation as a `curl` line for a shell; `$BASE_URL` stands for the server.
struct CurlLine {
  private let operation: Operation
  private let document: OpenAPIDocument
  private var values: [String: JSONValue] = [:]
  private var absent: Set<String> = []
  private var body: (media: String, value: JSONValue?)?

  private static let longest = 2_000

  init(_ operation: Operation, _ document: OpenAPIDocument) {
    (self.operation, self.document) = (operation, document)
  }

  func with(_ parameter: Parameter, _ value: JSONValue) -> CurlLine {
    var copy = self
    copy.values[Self.key(parameter)] = value
    return copy
  }

  func without(_ parameter: Parameter) -> CurlLine {
    var copy = self
    copy.absent.insert(Self.key(parameter))
    return copy
  }

  func with(body value: JSONValue?, media: String) -> CurlLine {
    var copy = self
    copy.body = (media, value)
    return copy
  }

  private static func key(_ parameter: Parameter) -> String { "\(parameter.location.rawValue) \(parameter.name)" }

  /// The line; long bodies are cut.
  func text() -> String {
    var path = operation.basePath + operation.path
    var query: [String] = []
    var options: [String] = operation.method == "GET" ? [] : ["-X \(operation.method)"]
    for parameter in operation.parameters where !absent.contains(Self.key(parameter)) {
      let given = values[Self.key(parameter)]
      guard given != nil || parameter.isRequired, let value = given ?? usual(parameter) else { continue }
      guard let pieces = try? ParameterEncoding(parameter, in: document).encode(value).pieces, let text = pieces.first else { continue }
      switch parameter.location {
      case .path: path = path.replacing("{\(parameter.name)}", with: text)
      case .query: query += pieces
      case .header: options.append("-H \(Self.quoted("\(parameter.name): \(text)"))")
      case .cookie: options.append("-b \(Self.quoted(pieces.joined(separator: "; ")))")
      }
    }
    if let body {
      options.append("-H \(Self.quoted("Content-Type: \(body.media)"))")
      if let value = body.value {
        let text = MediaTypeName(body.media).isJSON ? value.serialized() : value.string ?? value.serialized()
        options.append("-d \(Self.quoted(text.utf8.count > Self.longest ? text.prefix(Self.longest) + "…" : text))")
      }
    }
    let target = path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    return (["curl"] + options + ["\"$BASE_URL\"\(Self.quoted(target))"]).joined(separator: " ")
  }

  private func usual(_ parameter: Parameter) -> JSONValue? {
    if let example = parameter.examples.first { return example }
    guard let pointer = parameter.schema, let schema = try? document.schema(at: pointer) else { return "a" }
    var generator = InstanceGenerator(schema, seed: 1)
    return try? generator.next()
  }

  /// Between single quotes nothing has a meaning for a shell.
  private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
