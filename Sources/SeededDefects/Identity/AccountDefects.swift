import PostgresAccess
import ReferenceService

/// What can be wrong with how accounts are kept.
enum AccountDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "users.email-case-duplicate", requirements: ["S4-IDP-002"], "Two accounts may have addresses that differ only in case.",
      change: .schema { schema in
        let version = (schema.migrations.map(\.version).max() ?? 0) + 1
        schema.migrations.append(
          Migration(
            version: version, name: "email_as_written",
            up: "DROP INDEX account_profiles_email; CREATE UNIQUE INDEX account_profiles_email ON account_profiles (email);",
            down: "DROP INDEX account_profiles_email; CREATE UNIQUE INDEX account_profiles_email ON account_profiles (lower(email));"))
      })
  ]
}
