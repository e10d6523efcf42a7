import GateKit
import GateModel
import PostgresCluster
import Testing

@testable import GuardGate

@Suite(.server) struct SchemaParityTests {
  private static let base = """
    CREATE TYPE mood AS ENUM ('good', 'bad');
    CREATE TABLE item (
      id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, name text NOT NULL DEFAULT '', mood mood, CONSTRAINT named CHECK (name <> ' '));
    CREATE TABLE part (id uuid PRIMARY KEY, item bigint REFERENCES item (id));
    CREATE INDEX part_item ON part (item);
    CREATE VIEW named AS SELECT name FROM item;
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER touched BEFORE UPDATE ON item FOR EACH ROW EXECUTE FUNCTION touch();
    """

  private static let steps = [
    TargetMigration(
      version: 1, name: "items",
      up: """
        CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE TABLE item (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY);
        ALTER TABLE item ADD name text NOT NULL DEFAULT '', ADD mood mood, ADD CONSTRAINT named CHECK (name <> ' ');
        CREATE VIEW named AS SELECT name FROM item;
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER touched BEFORE UPDATE ON item FOR EACH ROW EXECUTE FUNCTION touch();
        """,
      down: "DROP VIEW named; DROP TABLE item; DROP FUNCTION touch(); DROP TYPE mood;"),
    TargetMigration(
      version: 2, name: "parts",
      up: """
        CREATE TABLE part (id uuid PRIMARY KEY, item bigint REFERENCES item (id));
        CREATE INDEX part_item ON part (item);
        """,
      down: "DROP TABLE part;"),
  ]

  private func inspect(
    _ name: String, base: String = base, steps: [TargetMigration] = steps, files: [String: String] = [:],
    store: SchemaLauncher.Store = .database
  ) async throws -> Inspection {
    let schema = TargetSchema(initial: [base], migrations: steps, sources: ["src"], path: "schema.sql")
    let cluster = try #require(ServerTrait.cluster)
    let source = files.isEmpty ? ["src/a.py": "q = 'SELECT * FROM item JOIN part ON true'\n"] : files
    return try await Inspection(
      "schema-parity", MemoryFileTree(source), targets: SchemaLauncher(cluster, schema, store: store, name: name))
  }

  @Test("Two ways that end in the same catalog agree, in a database and in a schema of their own")
  func agreeing() async throws {
    for (name, store) in [("agree_database", SchemaLauncher.Store.database), ("agree_schema", .schema)] {
      let result = try await inspect(name, store: store)
      #expect(result.messages == [])
      #expect(result.outcome == .passed)
    }
  }

  struct Difference: Sendable, CustomTestStringConvertible {
    var name: String
    var part: String
    var replacement: String
    var fragment: String
    var testDescription: String { name }
  }

  @Test(
    "What only one of the ways makes is found",
    arguments: [
      Difference(
        name: "index", part: "CREATE INDEX part_item ON part (item);", replacement: "", fragment: "migrations make: index part.part_item"),
      Difference(
        name: "column", part: "item bigint", replacement: "item bigint, more int", fragment: "base schema makes: column part.more"),
      Difference(
        name: "type", part: "name text", replacement: "name varchar(9)", fragment: "base schema makes: column item.name: character"),
      Difference(name: "default", part: "DEFAULT ''", replacement: "DEFAULT 'x'", fragment: "base schema makes: column item.name"),
      Difference(name: "nullable", part: "text NOT NULL", replacement: "text", fragment: "base schema makes: column item.name"),
      Difference(name: "identity", part: "ALWAYS", replacement: "BY DEFAULT", fragment: "base schema makes: column item.id"),
      Difference(
        name: "constraint", part: "name <> ' '", replacement: "name <> '  '", fragment: "base schema makes: constraint item.named"),
      Difference(
        name: "reference", part: "(id));\nCREATE INDEX", replacement: "(id) ON DELETE CASCADE);\nCREATE INDEX",
        fragment: "base schema makes: constraint part."),
      Difference(
        name: "view", part: "SELECT name FROM", replacement: "SELECT upper(name) AS name FROM", fragment: "base schema makes: view named"),
      Difference(name: "function", part: "RETURN NEW", replacement: "RETURN OLD", fragment: "base schema makes: function touch()"),
      Difference(name: "trigger", part: "BEFORE UPDATE", replacement: "AFTER UPDATE", fragment: "base schema makes: trigger item.touched"),
      Difference(
        name: "enumeration", part: "('good', 'bad')", replacement: "('good', 'bad', 'ugly')", fragment: "base schema makes: type mood"),
      Difference(
        name: "ledger_like_name", part: "CREATE VIEW", replacement: "CREATE TABLE schemaXmigrations (id int); CREATE VIEW",
        fragment: "base schema makes: table schemaxmigrations"),
    ])
  func disagreeing(difference: Difference) async throws {
    let changed = Self.base.replacing(difference.part, with: difference.replacement)
    try #require(changed != Self.base)
    let result = try await inspect("differ_\(difference.name)", base: changed)
    #expect(result.messages.contains { $0.contains(difference.fragment) }, "\(result.messages)")
    #expect(result.findings.allSatisfy { $0.location?.path == "schema.sql" })
    #expect(result.outcome == .failed)
  }

  @Test(
    "A way back that leaves something is found",
    arguments: [
      ("DROP FUNCTION touch(); ", "function touch()"), ("DROP TYPE mood;", "type mood: 'good', 'bad'"),
      ("DROP VIEW named; DROP TABLE item; DROP FUNCTION touch(); DROP TYPE mood;", "table item"),
    ])
  func leftOver(statement: String, left: String) async throws {
    var steps = Self.steps
    steps[0].down = steps[0].down.replacing(statement, with: "")
    let result = try await inspect("left_" + left.filter(\.isLetter), steps: steps)
    #expect(result.messages.contains { $0.hasPrefix("taking all migrations back leaves: \(left)") }, "\(result.messages)")
    #expect(result.outcome == .failed)
  }

  @Test("A way back that fails is an error")
  func brokenWayBack() async throws {
    var steps = Self.steps
    steps[1].down = "DROP TABLE nothing;"
    #expect(try await inspect("broken_back", steps: steps).outcome?.name == "errored")
  }

  @Test("A table that the service names and a way does not make is found, where the service names it")
  func runtimeTable() async throws {
    let files = [
      "src/a.py": "x = 1\nq = 'SELECT 1 FROM item'\nr = 'INSERT INTO missing (a) VALUES (1)'\n",
      "src/b.swift": "\"UPDATE \\\"absent\\\" SET a = 1\"\n", "elsewhere/c.py": "'DELETE FROM unseen'\n",
    ]
    let result = try await inspect("runtime", files: files)
    #expect(result.findings.map(\.place) == ["src/a.py:3", "src/b.swift:1"])
    #expect(result.messages.first?.contains("'missing'") == true)
  }

  @Test("A target without schema or store is skipped, and an empty schema proves nothing")
  func nothingToTry() async throws {
    let cluster = try #require(ServerTrait.cluster)
    let without = try await Inspection("schema-parity", MemoryFileTree([:]), targets: SchemaLauncher(cluster, nil, name: "none"))
    #expect(without.outcome?.name == "skipped")
    let empty = try await inspect("empty", base: "SELECT 1;", steps: [], files: ["src/a.py": "\n"])
    #expect(empty.outcome?.name == "inconclusive")
  }
}
