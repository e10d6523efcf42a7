import GateKit
import GateModel
import PostgresAccess

/// Foreign keys and hot look-ups have an index, however the schema came to be.
struct MissingIndexRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/missing-index", title: "Look-up without an index",
    rationale:
      "Without an index every deletion of a referred row, and every look-up, reads the whole table: it is slow exactly when it has grown.",
    remedy: "Add an index whose first columns are those that are looked for, in the base schema and as a migration",
    requirements: ["S1-M12"])

  let defects: [DefectID] = ["index.missing-session-time", "index.foreign-key-without"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    guard let schema = try await environment.targets.schema() else { return .skipped(reason: "the target declares no schema") }
    guard let first = try await environment.targets.scratchDatabase(), let second = try await environment.targets.scratchDatabase() else {
      return .skipped(reason: "the target has no database to try the schema on")
    }
    let lookups = try GuardPolicy.load(settings.policy, from: repository).lookups
    let migrations = schema.migrations.map { Migration(version: $0.version, name: $0.name, up: $0.up, down: $0.down) }
    let initial = try await ScratchSchema.reading(first) { connection in
      for statement in schema.initial { try await connection.executeScript(statement) }
      return try await Self.look(connection, lookups)
    }
    let migrated = try await ScratchSchema.reading(second) { connection in
      try await Migrator(migrations: migrations).migrate(on: connection)
      return try await Self.look(connection, lookups)
    }
    var seen: Set<String> = []
    for (view, name) in [(initial, "base schema"), (migrated, "migrations")] {
      for key in view.keys where seen.insert(key.text).inserted {
        await context.report(
          descriptor, message: "no index leads with the columns of the foreign key '\(key.name)': \(key.text)", subject: key.text,
          location: SourceLocation(path: schema.path), identity: ["key"])
      }
      for (lookup, plan) in zip(lookups, view.plans) {
        for problem in plan.problems where seen.insert(lookup.name + problem).inserted {
          await context.report(
            descriptor, message: "the look-up '\(lookup.name)' \(problem) (\(name))", subject: lookup.name, location: lookup.location,
            evidence: [Evidence(title: "plan", text: plan.steps.joined(separator: "\n"))], identity: [problem])
        }
      }
    }
    await context.measure("foreign-keys", Double(initial.count), unit: "1")
    return initial.count == 0 && lookups.isEmpty ? .inconclusive(reason: "there is no foreign key and no look-up to judge") : .passed
  }

  private struct View: Sendable {
    struct Key: Sendable {
      var name: String
      var text: String
    }

    /// How many foreign keys there are.
    var count: Int
    /// Those without an index.
    var keys: [Key]
    var plans: [QueryPlan]
  }

  private static func look(_ connection: PostgresConnection, _ lookups: [LookupPolicy]) async throws -> View {
    let rows = try await connection.query(
      """
      SELECT k.conname AS name,
        format('%s (%s)', t.relname, (
          SELECT string_agg(a.attname, ', ' ORDER BY p.place) FROM unnest(k.conkey) WITH ORDINALITY AS p(number, place)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.number)) AS text,
        EXISTS (
          SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indisvalid AND i.indpred IS NULL
            AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
            AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] <@ k.conkey) AS indexed
      FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
      WHERE k.contype = 'f' AND t.relnamespace = current_schema()::regnamespace
      ORDER BY 2, 1
      """)
    let indexes = try await connection.query(
      """
      SELECT c.relname AS name, string_agg(a.attname, ',' ORDER BY a.attnum) AS columns
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = current_schema()::regnamespace GROUP BY c.relname
      """)
    var columns: [String: [String]] = [:]
    for row in indexes { columns[try row.get("name")] = (try row.get("columns") as String).split(separator: ",").map(String.init) }
    // An empty table is read as a whole even where an index would do.
    try await connection.execute("SET enable_seqscan = off")
    var plans: [QueryPlan] = []
    for lookup in lookups {
      let rows = try await connection.query(SQL(unsafe: "EXPLAIN (FORMAT JSON) " + lookup.sql))
      guard let plan = QueryPlan(try rows.first?.get("QUERY PLAN") ?? "", indexes: columns, leading: lookup.leading) else {
        throw GateError("the server shows no plan of '\(lookup.name)'", remedy: "Write one SELECT, UPDATE or DELETE that can be explained")
      }
      plans.append(plan)
    }
    let keys = try rows.compactMap { row -> View.Key? in
      let isIndexed: Bool = try row.get("indexed")
      return isIndexed ? nil : View.Key(name: try row.get("name"), text: try row.get("text"))
    }
    return View(count: rows.count, keys: keys, plans: plans)
  }
}
