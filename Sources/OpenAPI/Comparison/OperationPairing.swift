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
    pair(base.operations, revision.operations, withServer: true)
    guard pairs.isEmpty, base.basePath != revision.basePath else { return }
    (removed, added) = ([], [])
    pair(base.operations, revision.operations, withServer: false)
    basePathChanged = !pairs.isEmpty
  }

  private mutating func pair(_ old: [Operation], _ new: [Operation], withServer: Bool) {
    func key(_ operation: Operation) -> String {
      "\(operation.method) \(Self.shape((withServer ? operation.basePath : "") + operation.path))"
    }
    var left: [String: Operation] = [:]
    for operation in new { left[key(operation)] = operation }
    for operation in old {
      guard let match = left.removeValue(forKey: key(operation)) else {
        removed.append(operation)
        continue
      }
      let names = zip(ProblemFinder.templateNames(operation.path), ProblemFinder.templateNames(match.path))
      pairs.append(OperationPair(base: operation, revision: match, names: Dictionary(Array(names)) { first, _ in first }))
    }
    added = new.filter { left[key($0)]?.pointer == $0.pointer }
  }

  /// A template without the names of its parameters.
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
