import JSONDocument
import ReferenceService

/// What can be wrong with how signing keys are kept and rotated.
enum KeyStoreDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "keys.private-in-jwks", requirements: ["S4-AUTH-002"], "The published key set has the private parts.",
      change: .parts { parts in
        guard let store = parts.identity.keyStore else { return }
        parts.identity.keyRendering = PrivateToo(healthy: parts.identity.keyRendering, store: store)
      }),
    SeededDefect(
      "keys.corrupt-file-empty-set", requirements: ["S4-AUTH-002"], "Keys that cannot be read are taken for none, and others are made.",
      change: .parts { $0.identity.keyStore = $0.identity.keyStore.map { NothingForDamage(healthy: $0) } }),
    SeededDefect(
      "keys.file-readable", requirements: ["S4-AUTH-002"], "Everybody on the machine can read the file of the keys.",
      change: .parts { parts in
        guard let file = parts.identity.keyStore as? FileKeyStore else { return }
        parts.identity.keyStore = FileKeyStore(path: file.path, mode: 0o644)
      }),
    SeededDefect(
      "keys.last-rotation-wins", requirements: ["S4-AUTH-002"], "A rotation writes over what another has written meanwhile.",
      change: .parts { $0.identity.keyStore = $0.identity.keyStore.map { LastWins(healthy: $0) } }),
    SeededDefect(
      "keys.rotation-unseen", requirements: ["S4-AUTH-002"], "A service goes on with the keys that it has once read.",
      change: .parts { $0.identity.keys = ReadOnce(healthy: $0.identity.keys) }),
    SeededDefect(
      "keys.retired-at-once", requirements: ["S4-AUTH-002"], "A rotation ends the tokens of the key of before.",
      change: .parts { $0.identity.keys = NoOverlap(healthy: $0.identity.keys) }),
    SeededDefect(
      "keys.revoked-key-lingers", requirements: ["S2-P4"], "What a revoked key has signed is good until it expires.",
      change: .parts { $0.identity.keys = NeverForgets(healthy: $0.identity.keys) }),
    SeededDefect(
      "keys.logins-outlive-key", requirements: ["S2-P4"], "A login goes on after the key that it goes on by.",
      change: .parts { $0.identity.refreshFamilies = EndlessFamilies(healthy: $0.identity.refreshFamilies) }),
  ]
}

private struct PrivateToo: KeyRendering {
  let healthy: any KeyRendering
  let store: any KeyStoring

  func members(of key: SigningKey) async throws -> [String: String] {
    var members = try await healthy.members(of: key)
    guard let document = try await store.read() else { return members }
    let stored = try JSONParser.parse(document.bytes)
    for entry in [stored["active"], stored["next"]] where entry?["kid"]?.string == key.id { members["d"] = entry?["d"]?.string }
    return members
  }
}

private struct NothingForDamage: KeyStoring {
  let healthy: any KeyStoring

  var place: String { healthy.place }
  var freshFor: Duration { healthy.freshFor }

  func read() async throws -> StoredKeyDocument? {
    guard let document = try? await healthy.read(), (try? JSONParser.parse(document.bytes)) != nil else { return nil }
    return document
  }

  func replace(_ bytes: [UInt8], revision: String?) async throws -> Bool {
    if let revision { return try await healthy.replace(bytes, revision: revision) }
    return try await healthy.replace(bytes, revision: try? await healthy.read()?.revision)
  }
}

private struct LastWins: KeyStoring {
  let healthy: any KeyStoring

  var place: String { healthy.place }
  var freshFor: Duration { healthy.freshFor }

  func read() async throws -> StoredKeyDocument? { try await healthy.read() }

  func replace(_ bytes: [UInt8], revision: String?) async throws -> Bool {
    while try await !healthy.replace(bytes, revision: try await healthy.read()?.revision) { try Task.checkCancellation() }
    return true
  }
}

private actor ReadOnce: KeyRing {
  private let healthy: any KeyRing
  private var known: KeySet?

  init(healthy: any KeyRing) { self.healthy = healthy }

  func keys() async throws -> KeySet {
    if let known { return known }
    let read = try await healthy.keys()
    known = read
    return read
  }

  func rotate() async throws -> KeySet {
    let rotated = try await healthy.rotate()
    known = rotated
    return rotated
  }

  func withdraw(_ id: String) async throws -> KeySet? {
    let left = try await healthy.withdraw(id)
    known = left ?? known
    return left
  }
}

private struct NoOverlap: KeyRing {
  let healthy: any KeyRing

  func keys() async throws -> KeySet {
    var set = try await healthy.keys()
    set.retired = []
    return set
  }

  func rotate() async throws -> KeySet { try await healthy.rotate() }

  func withdraw(_ id: String) async throws -> KeySet? { try await healthy.withdraw(id) }
}

/// A revoked key is taken for a retired one.
private actor NeverForgets: KeyRing {
  private let healthy: any KeyRing
  private var withdrawn: [KeySet.Retired] = []

  init(healthy: any KeyRing) { self.healthy = healthy }

  func keys() async throws -> KeySet {
    var set = try await healthy.keys()
    set.retired += withdrawn
    return set
  }

  func rotate() async throws -> KeySet { try await healthy.rotate() }

  func withdraw(_ id: String) async throws -> KeySet? {
    let before = try await healthy.keys()
    guard let after = try await healthy.withdraw(id) else { return nil }
    let keys = [before.active, before.next] + before.retired.map(\.key)
    withdrawn += keys.filter { $0.id == id }.map { KeySet.Retired(key: $0, at: after.changedAt) }
    return after
  }
}
