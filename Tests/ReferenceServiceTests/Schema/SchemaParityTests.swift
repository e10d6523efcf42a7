import PostgresAccess
import PostgresCluster
import Testing

@testable import ReferenceService

extension RunningServiceTests {
  @Suite struct SchemaParityTests {
    /// Everything that makes the tables what they are, one line each, without the migrator's own table.
    private func catalog(_ connection: PostgresConnection) async throws -> [String] {
      let rows = try await connection.query(
        """
        SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
          || coalesce(column_default, '-') || ' ' || ordinal_position AS line
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'schema_migrations'
        UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'schema_migrations'
        UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> to_regclass('schema_migrations')::oid
            AND conrelid <> 0
        UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND to_regclass('schema_migrations') IS NULL AND conrelid <> 0
        UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'view ' || viewname || ' ' || definition FROM pg_views WHERE schemaname = 'public'
        ORDER BY 1
        """)
      return try rows.map { try $0.get("line") }
    }

    private func catalog(after boot: SchemaBoot, schema: ServiceSchema = .healthy, _ name: String) async throws -> [String] {
      let cluster = try #require(DatabaseTrait.cluster)
      try await cluster.createDatabase(named: name)
      let pool = PostgresPool(configuration: cluster.configuration(database: name), size: 1)
      try await schema.boot(boot, on: pool, timeout: .seconds(10))
      let lines = try await pool.withConnection { try await catalog($0) }
      await pool.shutdown()
      return lines
    }

    @Test("The base schema and the migrations end in the same catalog, session_runtime included")
    func parity() async throws {
      let base = try await catalog(after: .base, "parity_base")
      #expect(base == (try await catalog(after: .migrations, "parity_migrations")))
      #expect(base.contains { $0.hasPrefix("column session_runtime.session_id ") })
      #expect(base.contains { $0.hasPrefix("column outbox_event.") })
    }

    @Test("Every migration can be taken back")
    func rollback() async throws {
      let cluster = try #require(DatabaseTrait.cluster)
      try await cluster.createDatabase(named: "parity_rollback")
      let connection = try await PostgresConnection.connect(cluster.configuration(database: "parity_rollback"))
      let migrator = Migrator(migrations: ServiceSchema.healthy.migrations)
      _ = try await migrator.migrate(on: connection)
      _ = try await migrator.rollback(on: connection, to: 0)
      #expect(try await catalog(connection).isEmpty)
      await connection.close()
    }

    @Test("The service starts and creates a session on a store that only base init has seen")
    func bootOnBase() async throws {
      try await ServiceHarness.run(.init(isEmpty: true) { $0.schemaBoot = .base }) { harness in
        _ = try await SessionHandle.create(harness)
        #expect(try await harness.get("/readyz").status == 200)
      }
    }

    @Test("schema.init-missing-runtime leaves session_runtime out of the base schema")
    func missingRuntime() async throws {
      try await ServiceHarness.run(.init(isEmpty: true, defects: ["schema.init-missing-runtime"]) { $0.schemaBoot = .base }) { harness in
        let rows = try await harness.rows("SELECT to_regclass('session_runtime') IS NULL AS gone")
        #expect(try rows[0].get("gone", as: Bool.self))
      }
    }
  }
}
