import Cryptography
import Foundation

/// The document of a key store: the keys with their private parts, and when each was made and retired.
struct StoredKeys: Codable, Sendable {
  struct Key: Codable, Sendable {
    /// Says which key it is meant to be, so that a private part which was changed is found.
    var id: String
    var privatePart: String
    var createdAt: Int64
    var retiredAt: Int64?

    enum CodingKeys: String, CodingKey {
      case id = "kid"
      case privatePart = "d"
      case createdAt = "created_at_us"
      case retiredAt = "retired_at_us"
    }

    init(_ key: SigningKey, retiredAt: ServiceInstant? = nil) {
      id = key.id
      privatePart = Base64URL.encode(key.seed)
      createdAt = key.createdAt.microseconds
      self.retiredAt = retiredAt?.microseconds
    }

    func key(at place: String) async throws -> SigningKey {
      guard let seed = try? Base64URL.decode(privatePart),
        let key = try? await SigningKey.make(seed: seed, createdAt: ServiceInstant(microseconds: createdAt)), key.id == id
      else { throw KeyStoreProblem.damaged(place, reason: "a key is not the one that it is called") }
      return key
    }
  }

  /// Documents with more are refused, and rotations forget the oldest beyond this. A refresh token of a forgotten key is worth nothing.
  static let mostRetired = 256
  private static let format = 1

  var version: Int
  var changedAt: Int64
  var active: Key
  var next: Key
  var retired: [Key]

  enum CodingKeys: String, CodingKey {
    case version, active, next, retired
    case changedAt = "changed_at_us"
  }

  init(_ set: KeySet) {
    version = Self.format
    changedAt = set.changedAt.microseconds
    active = Key(set.active)
    next = Key(set.next)
    retired = set.retired.map { Key($0.key, retiredAt: $0.at) }
  }

  /// - Throws: ``KeyStoreProblem/damaged(_:reason:)``.
  static func decode(_ bytes: [UInt8], at place: String) throws -> StoredKeys {
    guard let stored = try? JSONDecoder().decode(StoredKeys.self, from: Data(bytes)) else {
      throw KeyStoreProblem.damaged(place, reason: "it is no document of keys")
    }
    guard stored.version == format else { throw KeyStoreProblem.damaged(place, reason: "its version is not \(format)") }
    let ids = [stored.active.id, stored.next.id] + stored.retired.map(\.id)
    guard Set(ids).count == ids.count, stored.retired.count <= mostRetired else {
      throw KeyStoreProblem.damaged(place, reason: "it names a key twice, or too many")
    }
    return stored
  }

  func bytes() throws -> [UInt8] { try JSONBytes.encode(self) }

  /// - Throws: ``KeyStoreProblem/damaged(_:reason:)``.
  func set(at place: String) async throws -> KeySet {
    var earlier: [KeySet.Retired] = []
    for key in retired {
      guard let end = key.retiredAt else { throw KeyStoreProblem.damaged(place, reason: "a retired key has no end") }
      earlier.append(KeySet.Retired(key: try await key.key(at: place), at: ServiceInstant(microseconds: end)))
    }
    return KeySet(
      active: try await active.key(at: place), next: try await next.key(at: place), retired: earlier,
      changedAt: ServiceInstant(microseconds: changedAt))
  }
}
