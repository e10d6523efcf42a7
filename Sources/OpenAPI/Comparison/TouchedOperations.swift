import JSONDocument

extension DocumentComparison {
  /// An operation of the revision that a change of the document reaches.
  public struct TouchedOperation: Sendable, Hashable {
    /// What of it differs; the raw values are words for people.
    public enum Part: String, Sendable, Hashable, CaseIterable {
      case new = "new"
      case parameters, body, responses, security
      case server = "server path"
      case other = "other"
    }

    /// `POST /v1/orders`, as the revision has it.
    public let name: String
    public let parts: Set<Part>
  }

  /// The operations of the revision whose request, response or security differs in any way, references followed; also those that only
  /// use a changed component. Prose (`description`, `summary`, `title`, tags) doesn't count.
  public func touchedOperations() -> [TouchedOperation] {
    let (old, new) = (Prose.stripped(base.source.root), Prose.stripped(revision.source.root))
    if old == new { return [] }
    let pairing = OperationPairing(base: base, revision: revision)
    let identity = DocumentIdentity(base: old, revision: new)
    var parts: [JSONPointer: Set<TouchedOperation.Part>] = [:]
    for operation in pairing.added { parts[operation.pointer] = [.new] }
    for pair in pairing.pairs { parts[pair.revision.pointer] = touched(pair, old, new, identity) }
    return revision.operations.compactMap { operation in
      guard let own = parts[operation.pointer], !own.isEmpty else { return nil }
      return TouchedOperation(name: operation.name, parts: own)
    }
  }

  private func touched(
    _ pair: OperationPair, _ old: JSONValue, _ new: JSONValue, _ identity: DocumentIdentity
  ) -> Set<TouchedOperation.Part> {
    var parts: Set<TouchedOperation.Part> = []
    let members: [(String, TouchedOperation.Part)] = [("requestBody", .body), ("responses", .responses)]
    for (member, part) in members {
      let (left, right) = (old[pair.base.pointer]?[member], new[pair.revision.pointer]?[member])
      if !isSame(left, right, identity) { parts.insert(part) }
    }
    let (before, after) = (pair.base.parameters.map(\.pointer), pair.revision.parameters.map(\.pointer))
    let sameParameters = before.count == after.count && zip(before, after).allSatisfy { isSame(old[$0], new[$1], identity) }
    if !sameParameters || pair.base.path != pair.revision.path { parts.insert(.parameters) }
    if security(pair.base, old) != security(pair.revision, new) { parts.insert(.security) }
    if base.basePath != revision.basePath { parts.insert(.server) }
    let known: Set<String> = ["requestBody", "responses", "parameters", "security"]
    let (left, right) = (rest(old[pair.base.pointer], without: known), rest(new[pair.revision.pointer], without: known))
    if !identity.isSame(left, right) { parts.insert(.other) }
    return parts
  }

  private func isSame(_ left: JSONValue?, _ right: JSONValue?, _ identity: DocumentIdentity) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return identity.isSame(left, right)
  }

  private func rest(_ value: JSONValue?, without names: Set<String>) -> JSONValue {
    .object(JSONObject((value?.object?.members ?? []).filter { !names.contains($0.key) }))
  }

  /// The alternatives with the whole text of their schemes.
  private func security(_ operation: Operation, _ root: JSONValue) -> [JSONValue] {
    operation.security.map { requirement in
      .array(
        requirement.schemes.map { use in
          .array([root[use.scheme.pointer] ?? .null, .array(use.scopes.map { .string($0) })])
        })
    }
  }
}

/// What a document tells people and no program.
enum Prose {
  private static let names: Set<String> = ["description", "summary", "title", "externalDocs", "tags", "$comment"]

  static func stripped(_ value: JSONValue) -> JSONValue { stripped(value, isNameMap: false) }

  private static func stripped(_ value: JSONValue, isNameMap: Bool) -> JSONValue {
    switch value {
    case .array(let items): return .array(items.map { stripped($0, isNameMap: false) })
    case .object(let object):
      let members = object.members.compactMap { member -> JSONObject.Member? in
        if !isNameMap, names.contains(member.key) { return nil }
        if !isNameMap, JSONData.names.contains(member.key) { return member }
        return (member.key, stripped(member.value, isNameMap: !isNameMap && JSONData.maps.contains(member.key)))
      }
      return .object(JSONObject(members))
    default: return value
    }
  }
}
