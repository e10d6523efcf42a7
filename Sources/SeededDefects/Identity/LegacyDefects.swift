import PostgresAccess
import ReferenceService

/// What can be wrong with the move of old rows to the current scheme.
enum LegacyDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "legacyhash.locked-out", requirements: ["S3-MIG1"], "Whoever has a row of before does not get in.",
      change: .parts { $0.identity.schemes = CurrentOnly(healthy: $0.identity.schemes) }),
    SeededDefect(
      "legacyhash.detect-by-length", requirements: ["S3-MIG1.1"], "Every text of 64 characters is a legacy hash.",
      change: .parts { $0.identity.schemes = ByLength(healthy: $0.identity.schemes) }),
    SeededDefect(
      "legacyhash.rehash-on-failure", requirements: ["S3-MIG1.2"], "A wrong secret is hashed and stored, too.",
      change: .parts { $0.identity.rehashing = RehashAlways() }),
    SeededDefect(
      "legacyhash.salt-dropped", requirements: ["S3-MIG1.3"], "A migration clears the salts away before their holders have logged in.",
      change: .schema { schema in
        let version = (schema.migrations.map(\.version).max() ?? 0) + 1
        schema.migrations.append(
          Migration(
            version: version, name: "salts_away",
            up: "CREATE FUNCTION salts_away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.legacy_salt := NULL; RETURN NEW; END $$;"
              + "CREATE TRIGGER salts_away BEFORE INSERT ON service_account FOR EACH ROW EXECUTE FUNCTION salts_away();",
            down: "DROP TRIGGER salts_away ON service_account; DROP FUNCTION salts_away();"))
      }),
  ]
}

private struct CurrentOnly: CredentialSchemeReading {
  let healthy: any CredentialSchemeReading

  func scheme(ofHash hash: String, salt: String?) -> CredentialScheme? {
    if case .legacy = healthy.scheme(ofHash: hash, salt: salt) { return nil }
    return healthy.scheme(ofHash: hash, salt: salt)
  }
}

private struct ByLength: CredentialSchemeReading {
  let healthy: any CredentialSchemeReading

  func scheme(ofHash hash: String, salt: String?) -> CredentialScheme? {
    guard hash.count == 64 else { return healthy.scheme(ofHash: hash, salt: salt) }
    return .legacy(digest: hash.lowercased(), salt: salt ?? "")
  }
}

private struct RehashAlways: RehashRule {
  func applies(isRight: Bool) -> Bool { true }
}
