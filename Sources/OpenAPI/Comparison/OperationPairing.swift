import JSONDocument

/// The same operation in both documents.
struct OperationPair: Sendable {
  let base: Operation
  let revision: Operation
  /// Name of a path parameter in the base → its name in the revision.
  let names: [String: String]
}

/// Finds which operation of the revision is which of the base: by method and by the path with its names taken away, the path of the
/// server included; where the server's path changed, without it.
struct OperationPairing: Sendable {
  private(set) var pairs: [OperationPair] = []
  private(set) var removed: [Operation] = []
  private(set) var added: [Operation] = []
  /// The pairs were found only after the server's path was left out.
  private(set) var basePathChanged = false

  init(base: OpenAPIDocument, revision: OpenAPIDocument) {
    pair(base.operations, base.basePath, revision.operations, revision.basePath)
    guard pairs.isEmpty, base.basePath != revision.basePath else { return }
    (removed, added) = ([], [])
    pair(base.operations, "", revision.operations, "")
    basePathChanged = !pairs.isEmpty
  }

  private mutating func pair(_ old: [Operation], _ oldPath: String, _ new: [Operation], _ newPath: String) {
    var left: [String: Operation] = [:]
    for operation in new { left[Self.key(operation, newPath)] = operation }
    for operation in old {
      guard let match = left.removeValue(forKey: Self.key(operation, oldPath)) else {
        removed.append(operation)
        continue
      }
      let names = zip(OperationReader.templateNames(operation.path), OperationReader.templateNames(match.path))
      pairs.append(OperationPair(base: operation, revision: match, names: Dictionary(Array(names)) { first, _ in first }))
    }
    added = new.filter { left[Self.key($0, newPath)]?.pointer == $0.pointer }
  }

  /// Two templates are the same when they differ in the names of parameters only.
  static func key(_ operation: Operation, _ basePath: String) -> String { "\(operation.method) \(shape(basePath + operation.path))" }

  static func shape(_ path: String) -> String {
    var result = ""
    var isName = false
    for character in path {
      if character == "{" { result.append("{}") }
      if character == "{" || character == "}" { isName = character == "{" } else if !isName { result.append(character) }
    }
    return result
  }
}
