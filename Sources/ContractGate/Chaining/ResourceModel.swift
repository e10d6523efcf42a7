import JSONDocument
import OpenAPI

/// What operations do to which resource: who makes an object, who reads it, where it is listed. It depends on the document alone.
struct ResourceModel {
  private let model: ContractModel

  init(_ model: ContractModel) { self.model = model }

  // MARK: Paths

  /// Names of the parameters in a path, in its order.
  static func parameters(of path: String) -> [String] {
    path.split(separator: "/").compactMap { $0.hasPrefix("{") && $0.hasSuffix("}") ? String($0.dropFirst().dropLast()) : nil }
  }

  /// The path down to and with a parameter: `/a/{x}` for `x` in `/a/{x}/b/{y}`; nil for a path without it.
  static func prefix(of path: String, through parameter: String) -> String? {
    path.firstRange(of: "/{\(parameter)}").map { String(path[..<$0.upperBound]) }
  }

  /// The parameter that a path ends with: what it names is one object.
  static func item(_ path: String) -> String? {
    guard let last = path.split(separator: "/").last, last.hasPrefix("{"), last.hasSuffix("}") else { return nil }
    return String(last.dropFirst().dropLast())
  }

  /// Whether two operations mean the same thing by a parameter of their paths.
  static func shares(_ parameter: String, _ left: Operation, _ right: Operation) -> Bool {
    guard let prefix = prefix(of: left.path, through: parameter) else { return false }
    return prefix == self.prefix(of: right.path, through: parameter)
  }

  // MARK: Relations

  /// The GET of the same path, whose answer shows what others do to the object.
  func reader(of operation: Operation) -> Operation? {
    model.document.operation("GET", operation.path).flatMap { isReadable($0) ? $0 : nil }
  }

  /// The operation that makes what a path parameter names: a POST whose path stands before the parameter, or one that a link of the
  /// document joins to it.
  func creator(of parameter: String, in operation: Operation) -> Operation? {
    guard let source = model.calls[operation.name]?.sources[.path(parameter)],
      let creator = model.calls[source.producer]?.operation, creator.method == "POST"
    else { return nil }
    return Self.stands(creator, before: parameter, in: operation) || isLinked(creator, operation) ? creator : nil
  }

  /// The operations that read one object that a creator has made.
  func readers(of creator: Operation) -> [Operation] {
    model.document.operations.filter { operation in
      guard operation.method == "GET", let item = Self.item(operation.path), isReadable(operation) else { return false }
      return self.creator(of: item, in: operation)?.name == creator.name
    }
  }

  /// Where the creator's objects are listed.
  func collection(of creator: Operation) -> Operation? {
    guard Self.item(creator.path) == nil else { return nil }
    return model.document.operation("GET", creator.path).flatMap { isReadable($0) ? $0 : nil }
  }

  /// Whether every level of the path is made below the one before it, so that an object has one parent.
  func isNested(_ operation: Operation) -> Bool {
    let names = Self.parameters(of: operation.path)
    guard names.count > 1, Self.item(operation.path) != nil else { return false }
    return names.allSatisfy { isMade($0, in: operation, callers: []) }
  }

  /// Whether a POST makes what a parameter names, and its path stands before the parameter: of the operation itself, or of the one
  /// that gives the operation both the object and the object above it.
  private func isMade(_ parameter: String, in operation: Operation, callers: Set<String>) -> Bool {
    guard let creator = creator(of: parameter, in: operation), !callers.contains(creator.name) else { return false }
    if Self.stands(creator, before: parameter, in: operation) { return true }
    return Self.shares(parameter, creator, operation) && isMade(parameter, in: creator, callers: callers.union([operation.name]))
  }

  /// The parameters of a path that name objects which a caller made.
  func made(in operation: Operation) -> [String] {
    Self.parameters(of: operation.path).filter { creator(of: $0, in: operation) != nil }
  }

  /// The GET that a path leads to, with the values of its parameters. Of several the one with the fewest parameters.
  func reader(at path: String) -> (operation: Operation, segments: [String: String])? {
    guard path.hasPrefix(model.document.basePath) else { return nil }
    let given = path.dropFirst(model.document.basePath.count).split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    var best: (operation: Operation, segments: [String: String])?
    for operation in model.document.operations where operation.method == "GET" && isReadable(operation) {
      let template = operation.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      guard template.count == given.count, let segments = Self.match(Array(template), Array(given)) else { continue }
      if let best, best.segments.count <= segments.count { continue }
      best = (operation, segments)
    }
    return best
  }

  // MARK: Details

  /// Whether a call can be made without making up what the document leaves open: only then a 404 says something about the object.
  private func isReadable(_ operation: Operation) -> Bool {
    let sources = model.calls[operation.name]?.sources ?? [:]
    return operation.parameters.allSatisfy { parameter in
      parameter.location == .path || !parameter.isRequired || !parameter.examples.isEmpty || sources[Slot(parameter)] != nil
        || Self.isFixed(parameter, in: model.document)
    }
  }

  private static func isFixed(_ parameter: Parameter, in document: OpenAPIDocument) -> Bool {
    guard let place = parameter.schema, let schema = document.source.root[document.resolve(place)] else { return false }
    return schema["enum"] != nil || schema["const"] != nil || schema["type"]?.string == "boolean"
  }

  private static func stands(_ creator: Operation, before parameter: String, in operation: Operation) -> Bool {
    creator.path + "/{\(parameter)}" == prefix(of: operation.path, through: parameter)
  }

  private func isLinked(_ creator: Operation, _ operation: Operation) -> Bool {
    creator.responses.flatMap(\.links).contains { model.document.operation(of: $0)?.name == operation.name }
  }

  private static func match(_ template: [Substring], _ given: [Substring]) -> [String: String]? {
    var segments: [String: String] = [:]
    for (expected, segment) in zip(template, given) {
      if expected.hasPrefix("{"), expected.hasSuffix("}") {
        guard !segment.isEmpty, let text = PercentCoding.decode(String(segment)) else { return nil }
        segments[String(expected.dropFirst().dropLast())] = text
      } else if expected != segment {
        return nil
      }
    }
    return segments
  }
}
