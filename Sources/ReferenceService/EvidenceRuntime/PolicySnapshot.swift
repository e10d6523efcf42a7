import Cryptography

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

  /// The part that the hash covers; neither the identifier nor the time counts.
  private struct Content: Encodable {
    let principal: String
    let roles: [String]
    let tenant: String
  }

  /// SHA-256 of the content as JSON with sorted keys, in hex: equal for equal callers, whenever they ask.
  func hash() throws -> String {
    Hex.encode(Digest.sha256(try JSONBytes.encode(Content(principal: principalID, roles: roles, tenant: tenantID))))
  }

  /// The roles as a JSON array.
  func rolesJSON() throws -> String { String(decoding: try JSONBytes.encode(roles), as: UTF8.self) }
}
