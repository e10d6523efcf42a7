import GateKit
import Testing

@testable import GuardGate

@Suite struct RuntimeTablesTests {
  @Test(
    "The tables of a statement are found, and nothing else",
    arguments: [
      ("SELECT a FROM item", ["item"]), ("select a from item", []), ("INSERT INTO item (a) VALUES (1)", ["item"]),
      ("INSERT INTO item(a)", ["item"]), ("UPDATE item SET a = 1", ["item"]), ("DELETE FROM item", ["item"]),
      ("SELECT 1 FROM item LEFT JOIN part USING (id)", ["item", "part"]), ("SELECT 1 FROM \"item\"", ["item"]),
      ("SELECT 1 FROM generate_series(1, 2)", []), ("SELECT 1 FROM unnest ($1)", []),
      ("WITH new AS (SELECT 1 FROM item) SELECT 1 FROM new", ["item"]),
      ("WITH RECURSIVE a (x) AS (SELECT 1), b AS MATERIALIZED (SELECT 2) SELECT 1 FROM a JOIN b", []),
      ("SELECT 1 FROM item FOR UPDATE SKIP LOCKED", ["item"]), ("ON CONFLICT DO UPDATE SET a = 1", []),
      ("SELECT extract(EPOCH FROM created_at) FROM item", ["item"]), ("WHERE a IS DISTINCT FROM b", []),
      ("SELECT 1 FROM pg_stat_activity", []), ("SELECT 1 FROM information_schema.tables", []), ("SELECT 1 FROM pg_catalog.pg_class", []),
      ("SELECT 1 FROM public.item", ["item"]),
    ])
  func statements(text: String, tables: [String]) throws {
    let files = MemoryFileTree(["src/a.py": text + "\n"])
    #expect(try RuntimeTables.scan(["src"], in: files).map(\.table) == tables)
  }
}
