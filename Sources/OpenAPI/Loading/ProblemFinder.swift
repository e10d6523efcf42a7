import JSONDocument

/// Finds what is wrong among the operations of a document.
struct ProblemFinder {
  let operations: [Operation]

  func problems() -> [DocumentProblem] { operations.flatMap(pathParameters) + duplicateIDs() + equivalentPaths() }

  private func pathParameters(of operation: Operation) -> [DocumentProblem] {
    let names = Self.templateNames(operation.path)
    let declared = operation.parameters.filter { $0.location == .path }
    var result: [DocumentProblem] = []
    func add(_ message: String, _ pointer: JSONPointer) {
      result.append(DocumentProblem(kind: .pathParameterMismatch, message: message, operation: operation.name, pointer: pointer))
    }
    for name in names where !declared.contains(where: { $0.hasName(name) }) {
      add("the path parameter {\(name)} of \(operation.name) is not declared", operation.pointer)
    }
    for parameter in declared {
      if !names.contains(where: parameter.hasName) {
        add("the path parameter \(parameter.name) of \(operation.name) doesn't stand in the path", parameter.pointer)
      } else if !parameter.saysRequired {
        add("the path parameter \(parameter.name) of \(operation.name) must have required: true", parameter.pointer)
      }
    }
    return result
  }

  private func duplicateIDs() -> [DocumentProblem] {
    var first: [UTF8Key: Operation] = [:]
    var result: [DocumentProblem] = []
    for operation in operations {
      guard let id = operation.operationID else { continue }
      if let other = first[UTF8Key(id)] {
        result.append(
          DocumentProblem(
            kind: .duplicateOperationID, message: "the operationId \(id) belongs to \(other.name) already", operation: operation.name,
            pointer: operation.pointer.appending("operationId")))
      } else {
        first[UTF8Key(id)] = operation
      }
    }
    return result
  }

  private func equivalentPaths() -> [DocumentProblem] {
    var first: [UTF8Key: Operation] = [:]
    var result: [DocumentProblem] = []
    for operation in operations {
      let shape = UTF8Key(operation.method + " " + Self.shape(of: operation.path))
      if let other = first[shape] {
        result.append(
          DocumentProblem(
            kind: .equivalentPaths, message: "\(operation.name) and \(other.name) are the same path", operation: operation.name,
            pointer: operation.pointer))
      } else {
        first[shape] = operation
      }
    }
    return result
  }

  /// The names in braces of a path template.
  static func templateNames(_ path: String) -> [String] {
    path.split(separator: "{").dropFirst().compactMap { part in part.firstIndex(of: "}").map { String(part[..<$0]) } }
  }

  /// The template without the names of its parameters.
  private static func shape(of path: String) -> String {
    let parts = path.split(separator: "{", omittingEmptySubsequences: false)
    return parts.enumerated().map { position, part in
      guard position > 0, let end = part.firstIndex(of: "}") else { return String(part) }
      return "{" + part[end...]
    }.joined()
  }
}
