import JSONDocument

/// What the policy engine was told about the caller when a session was created.
struct PolicySnapshot: Sendable, Hashable {
  let id: String
  let tenantID: String
  let principalID: String
  /// Sorted and without repetition.
  let roles: [String]

  init(id: String, tenantID: String, principalID: String, roles: [String]) {
    self.id = id
    self.tenantID = tenantID
    self.principalID = principalID
    self.roles = Set(roles).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// SHA-256 of the caller as canonical JSON, in hex: equal for equal callers, whenever they ask. Neither the identifier nor the time
  /// counts.
  func hash(form: any JSONCanonicalizing) -> String {
    let roles = JSONValue.array(roles.map { .string($0) })
    let content: JSONValue = ["principal": .string(principalID), "roles": roles, "tenant": .string(tenantID)]
    return ContentDigest(json: content, form: form).sha256
  }

  /// The roles as a JSON array.
  func rolesJSON() throws -> String { String(decoding: try JSONBytes.encode(roles), as: UTF8.self) }
}
