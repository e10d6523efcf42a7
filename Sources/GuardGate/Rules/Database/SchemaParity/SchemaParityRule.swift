import GateKit
import GateModel
import PostgresAccess

/// A new installation and an old one that was migrated must have the same schema.
///
/// Both ways are gone on a real server and the catalogs compared; then the migrations are taken back, which must leave
/// nothing, and applied again.
struct SchemaParityRule: GuardRule {
  let descriptor = CheckDescriptor(
    id: "guard/schema-parity", title: "Base schema and migrations disagree",
    rationale: "A table or index that only one path makes is missing in half of the installations.",
    remedy: "Make the base schema and the migrations end in the same catalog", requirements: ["S1-C2", "S4-DB-001"])

  let defects: [DefectID] = ["schema.init-missing-runtime", "migration.downgrade-broken"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    guard let schema = try await environment.targets.schema() else {
      return .skipped(reason: "the target declares no schema")
    }
    guard let first = try await environment.targets.scratchDatabase(), let second = try await environment.targets.scratchDatabase() else {
      return .skipped(reason: "the target has no database to try the schema on")
    }
    let migrator = Migrator(
      migrations: schema.migrations.map { Migration(version: $0.version, name: $0.name, up: $0.up, down: $0.down) })
    let initial = try await Self.catalog(of: first) { connection in
      for statement in schema.initial { try await connection.executeScript(statement) }
    }
    let migrated = try await Self.catalog(of: second) { try await migrator.migrate(on: $0) }
    let emptied = try await Self.catalog(of: second) { try await migrator.rollback(on: $0, to: 0) }
    // What is left over would be in the way of going forward again.
    let again = emptied.lines.isEmpty ? try await Self.catalog(of: second) { try await migrator.migrate(on: $0) } : migrated
    try await compare(initial, migrated, schema, repository, context)
    for line in emptied.lines {
      await context.report(
        descriptor, message: "taking all migrations back leaves: \(line)", subject: line, location: SourceLocation(path: schema.path))
    }
    if again != migrated {
      await context.report(
        descriptor, message: "migrations taken back and applied again end in another schema", subject: "up, down, up",
        location: SourceLocation(path: schema.path))
    }
    await context.measure("catalog-lines", Double(migrated.lines.count), unit: "1")
    return migrated.lines.isEmpty ? .inconclusive(reason: "the schema is empty") : .passed
  }

  private func compare(
    _ initial: Catalog, _ migrated: Catalog, _ schema: TargetSchema, _ repository: any FileTree, _ context: CaseContext
  ) async throws {
    let (left, right) = (Set(initial.lines), Set(migrated.lines))
    for line in initial.lines where !right.contains(line) {
      await context.report(
        descriptor, message: "only the base schema makes: \(line)", subject: line, location: SourceLocation(path: schema.path))
    }
    for line in migrated.lines where !left.contains(line) {
      await context.report(
        descriptor, message: "only the migrations make: \(line)", subject: line, location: SourceLocation(path: schema.path))
    }
    for use in try RuntimeTables.scan(schema.sources, in: repository)
    where !(initial.relations.contains(use.table) && migrated.relations.contains(use.table)) {
      let side = initial.relations.contains(use.table) ? "the migrations do" : "the base schema does"
      await context.report(
        descriptor, message: "the service uses the table '\(use.table)', which \(side) not make", subject: use.table,
        location: use.location, identity: ["runtime"])
    }
  }

  private static func catalog(
    of url: String, after prepare: @Sendable (PostgresConnection) async throws -> Void
  ) async throws -> Catalog {
    try await ScratchSchema.reading(url) { connection in
      try await prepare(connection)
      return try await Catalog.read(connection)
    }
  }
}
