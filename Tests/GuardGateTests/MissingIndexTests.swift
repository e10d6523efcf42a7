import GateKit
import GateModel
import PostgresCluster
import Testing

@testable import GuardGate

@Suite(.server) struct MissingIndexTests {
  private static let tables = """
    CREATE TABLE item (id bigint PRIMARY KEY, tenant text NOT NULL, at bigint NOT NULL);
    CREATE TABLE part (id bigint PRIMARY KEY, item bigint NOT NULL REFERENCES item (id));
    """
  private static let indexes = "CREATE INDEX part_item ON part (item, id); CREATE INDEX item_tenant ON item (tenant, at);"
  private static let policy = """
    lookups:
      - {name: items of a tenant, sql: "SELECT id FROM item WHERE tenant = 'a' AND at > 5", leading: [tenant]}

    """

  private func inspect(_ name: String, base: String, up: String) async throws -> Inspection {
    let steps = [TargetMigration(version: 1, name: "all", up: up, down: "DROP TABLE part; DROP TABLE item;")]
    let schema = TargetSchema(initial: [base], migrations: steps, sources: [], path: "schema.sql")
    let cluster = try #require(ServerTrait.cluster)
    return try await Inspection(
      "missing-index", MemoryFileTree(["contracts/guard.yaml": Self.policy]), targets: SchemaLauncher(cluster, schema, name: name))
  }

  @Test("Foreign keys and look-ups that an index leads are in order on both ways")
  func inOrder() async throws {
    let result = try await inspect("index_order", base: Self.tables + Self.indexes, up: Self.tables + Self.indexes)
    #expect(result.messages == [])
    #expect(result.outcome == .passed)
  }

  @Test("What only one way lacks is found, with the plan")
  func oneWay() async throws {
    let wrong = "CREATE INDEX part_item ON part (id, item) ; CREATE INDEX item_tenant ON item (at, tenant);"
    let result = try await inspect("index_one", base: Self.tables + Self.indexes, up: Self.tables + wrong)
    #expect(result.messages.contains { $0.hasPrefix("no index leads with the columns of the foreign key") && $0.hasSuffix("part (item)") })
    #expect(result.messages.contains { $0.contains("uses the index 'item_tenant', which does not begin with tenant") })
    let none = try await inspect("index_none", base: Self.tables, up: Self.tables + Self.indexes)
    let lookup = try #require(none.findings.first { $0.message.hasPrefix("the look-up 'items of a tenant' reads the whole table 'item'") })
    #expect(lookup.evidence.first?.text.contains("Seq Scan on item") == true)
    #expect(lookup.location?.path == "contracts/guard.yaml")
    #expect(none.outcome == .failed)
  }
}
