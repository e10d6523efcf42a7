import JSONDocument

/// Operations that came and went, and what is said about their life.
extension ComparisonRun {
  mutating func compareOperations(_ pairing: OperationPairing) {
    if pairing.basePathChanged {
      let pointer = JSONPointer(tokens: ["servers", "0", "url"])
      add(
        Change(
          .basePathChanged, subject: "servers", base: base.source.root[pointer] == nil ? nil : pointer,
          revision: revision.source.root[pointer] == nil ? nil : pointer,
          message: "the server's path was '\(base.basePath)/' and is '\(revision.basePath)/', so every operation moved"))
    }
    var paths: Set<String> = []
    for operation in pairing.removed {
      let whole = !pairing.pairs.contains { $0.base.path == operation.path }
      // A path that lost all its operations is one change; each operation is only named apart where some may go.
      let others = pairing.removed.filter { $0.path == operation.path }
      if whole, others.count > 1, !others.contains(where: { sunset($0) != nil }) {
        if paths.insert(operation.path).inserted { add(removed(path: operation, others)) }
      } else {
        add(removed(operation, isWholePath: whole && others.count == 1))
      }
    }
    for operation in pairing.added {
      add(
        Change(
          .operationAdded, subject: operation.name, base: nil, revision: operation.pointer, message: "the operation is new"))
    }
  }

  private func removed(path operation: Operation, _ all: [Operation]) -> Change {
    let methods = all.map(\.method).joined(separator: ", ")
    return Change(
      .pathRemoved, subject: operation.name, base: operation.pointer.parent, revision: nil,
      message: "the path \(operation.path) is gone, with \(methods)", request: CurlLine(operation, base).text())
  }

  private func removed(_ operation: Operation, isWholePath: Bool) -> Change {
    let request = CurlLine(operation, base).text()
    if operation.isDeprecated, let day = sunset(operation), Day.isDay(day) {
      if let today, day <= today {
        return Change(
          .sunsetOperationRemoved, subject: operation.name, base: operation.pointer, revision: nil,
          message: "the operation is gone, as announced for \(day)")
      }
      return Change(
        .operationRemoved, subject: operation.name, base: operation.pointer, revision: nil,
        message: "the operation is gone before its sunset, \(day)", request: request)
    }
    let reason = operation.isDeprecated ? "; it was deprecated, but without a day in x-sunset" : ""
    return Change(
      isWholePath ? .pathRemoved : .operationRemoved, subject: operation.name, base: operation.pointer, revision: nil,
      message: (isWholePath ? "the path is gone with its only operation" : "the operation is gone") + reason, request: request)
  }

  mutating func compareLifecycle(_ pair: OperationPair) {
    let (old, new) = (pair.base, pair.revision)
    func change(_ kind: Change.Kind, _ message: String, _ member: String) -> Change {
      Change(
        kind, subject: new.name, base: place(old.pointer, member, base), revision: place(new.pointer, member, revision),
        message: message)
    }
    if let id = old.operationID, id != new.operationID {
      add(change(.operationIDChanged, "the operationId was '\(id)' and is \(new.operationID.map { "'\($0)'" } ?? "gone")", "operationId"))
    }
    for (name, other) in pair.names.sorted(by: { $0.key < $1.key }) where name != other {
      add(
        Change(
          .pathParameterRenamed, subject: new.name, base: old.pointer, revision: new.pointer,
          message: "the path parameter {\(name)} is called {\(other)} now, which no request shows"))
    }
    let (before, after) = (sunset(old), sunset(new))
    if let after, !Day.isDay(after) {
      add(change(.sunsetUnreadable, "x-sunset '\(after)' is no day of the form YYYY-MM-DD", "x-sunset"))
    } else if new.isDeprecated, !old.isDeprecated {
      if let after {
        let passed = today.map { after <= $0 } ?? false
        add(change(passed ? .sunsetMovedEarlier : .operationDeprecated, "the operation is deprecated, until \(after)", "deprecated"))
      } else {
        add(change(.deprecatedWithoutSunset, "the operation is deprecated, without a day in x-sunset", "deprecated"))
      }
    } else if let before, let after, Day.isDay(before), after < before {
      add(change(.sunsetMovedEarlier, "the sunset was \(before) and is \(after)", "x-sunset"))
    } else if let after, let today, new.isDeprecated, after <= today {
      add(change(.sunsetPassed, "the sunset was \(after), and the operation is still there", "x-sunset"))
    }
  }

  private func place(_ pointer: JSONPointer, _ member: String, _ document: OpenAPIDocument) -> JSONPointer {
    let inner = pointer.appending(member)
    return document.source.root[inner] == nil ? pointer : inner
  }

  func sunset(_ operation: Operation) -> String? {
    operation.sunset.map { String($0.prefix(10)) }
  }

  enum Day {
    /// Whether the text begins with `YYYY-MM-DD`; a time behind it is of no concern here.
    static func isDay(_ text: String) -> Bool {
      let bytes = Array(text.utf8.prefix(10))
      return bytes.count == 10
        && bytes.enumerated().allSatisfy { [4, 7].contains($0) ? $1 == UInt8(ascii: "-") : (48...57).contains($1) }
    }
  }
}
