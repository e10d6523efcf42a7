import PostgresAccess

/// What a database's catalog says about the current schema, one line for each thing, in order and without the schema's
/// name, which differs between stores.
struct Catalog: Hashable, Sendable {
  var lines: [String]

  /// The table that holds the migrator's own records.
  private static let ledger = "schema_migrations"

  static func read(_ connection: PostgresConnection) async throws -> Catalog {
    let rows = try await connection.query(
      """
      WITH schema AS (SELECT quote_ident(current_schema()) || '.' AS prefix)
      SELECT line FROM (
        SELECT format('table %s', c.relname) AS line, c.relname AS owner
          FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
        UNION ALL
        SELECT format('view %s: %s', c.relname, pg_get_viewdef(c.oid)), c.relname
          FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('v', 'm')
        UNION ALL
        SELECT format('column %s.%s: %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
            CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
              || CASE a.attidentity WHEN 'a' THEN ' always identity' WHEN 'd' THEN ' default identity' ELSE '' END
              || CASE a.attgenerated WHEN '' THEN '' ELSE ' generated' END,
            coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')), c.relname
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT format('constraint %s.%s: %s', c.relname, n.conname, pg_get_constraintdef(n.oid)), c.relname
          FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid WHERE c.relnamespace = current_schema()::regnamespace
        UNION ALL
        SELECT format('index %s.%s: %s', c.relname, i.relname, replace(pg_get_indexdef(i.oid), schema.prefix, '')), c.relname
          FROM schema, pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
          WHERE c.relnamespace = current_schema()::regnamespace
        UNION ALL
        SELECT format('trigger %s.%s: %s', c.relname, t.tgname, replace(pg_get_triggerdef(t.oid), schema.prefix, '')), c.relname
          FROM schema, pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
          WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal
        UNION ALL
        SELECT format('function %s: %s', p.oid::regprocedure, md5(p.prosrc)), p.proname
          FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
        UNION ALL
        SELECT format('type %s: %s', t.typname, coalesce(
            (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
            format_type(t.typbasetype, t.typtypmod))), t.typname
          FROM pg_type t WHERE t.typnamespace = current_schema()::regnamespace AND t.typtype IN ('e', 'd')
        UNION ALL
        SELECT format('sequence %s', c.relname), c.relname
          FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S'
      ) catalog
      WHERE owner <> \(Self.ledger)
      ORDER BY line COLLATE "C"
      """)
    return Catalog(lines: try rows.map { try $0.get("line") })
  }

  /// Names of tables and views.
  var relations: Set<String> {
    Set(
      lines.compactMap { line in
        for kind in ["table ", "view "] where line.hasPrefix(kind) {
          return String(line.dropFirst(kind.count).prefix { $0 != ":" })
        }
        return nil
      })
  }
}
