import JSONDocument

/// Whether credentials that were enough still are. Schemes are known by what they are, not by their names.
extension ComparisonRun {
  mutating func compareSecurity(_ pair: OperationPair) {
    let accepted = alternatives(pair.revision)
    for old in alternatives(pair.base) where !accepted.contains(where: { $0.isMet(by: old) }) {
      add(change(old, accepted, pair))
    }
  }

  private func change(_ old: Credentials, _ accepted: [Credentials], _ pair: OperationPair) -> Change {
    let pointer = accepted.first?.pointer ?? pair.revision.pointer
    let request = CurlLine(pair.base, base).text()
    guard !old.schemes.isEmpty else {
      let wanted = accepted.map(\.text).joined(separator: " or ")
      return Change(
        .securityAdded, subject: pair.revision.name, base: old.pointer ?? pair.base.pointer, revision: pointer,
        message: "no credentials were needed, and now \(wanted) is demanded", request: request)
    }
    let near = accepted.first { new in new.schemes.allSatisfy { scheme in old.schemes.contains { $0.kind == scheme.kind } } }
    if let near {
      let missing = near.schemes.flatMap { scheme in
        scheme.scopes.subtracting(old.schemes.filter { $0.kind == scheme.kind }.flatMap(\.scopes))
      }
      return Change(
        .securityScopeAdded, subject: pair.revision.name, base: old.pointer, revision: near.pointer ?? pointer,
        message: "a credential for \(old.text) isn't enough any more: \(missing.sorted().joined(separator: ", ")) is demanded too",
        witness: .array(old.schemes.flatMap(\.scopes).sorted().map { .string($0) }), request: request)
    }
    let wanted = accepted.map(\.text).joined(separator: " or ")
    return Change(
      .securityAlternativeRemoved, subject: pair.revision.name, base: old.pointer, revision: pointer,
      message: "\(old.text) was enough, and now \(wanted) is demanded", request: request)
  }

  private func alternatives(_ operation: Operation) -> [Credentials] {
    guard !operation.security.isEmpty else { return [Credentials(schemes: [], pointer: nil)] }
    return operation.security.map { requirement in
      Credentials(
        schemes: requirement.schemes.map { use in
          Credentials.Use(kind: use.scheme.kind, name: use.scheme.name, scopes: Set(use.scopes))
        }, pointer: requirement.pointer)
    }
  }
}

/// One alternative of what a caller must bring.
private struct Credentials {
  struct Use {
    let kind: SecurityScheme.Kind
    let name: String
    let scopes: Set<String>
  }

  let schemes: [Use]
  let pointer: JSONPointer?

  /// Whether whoever brings the other brings this.
  func isMet(by other: Credentials) -> Bool {
    schemes.allSatisfy { wanted in other.schemes.contains { $0.kind == wanted.kind && wanted.scopes.isSubset(of: $0.scopes) } }
  }

  var text: String {
    schemes.map { use in use.name + (use.scopes.isEmpty ? "" : " (\(use.scopes.sorted().joined(separator: ", ")))") }
      .joined(separator: " with ")
  }
}
