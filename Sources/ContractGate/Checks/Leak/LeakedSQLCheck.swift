import GateKit
import GateModel
import OpenAPI

/// No answer shows a statement or a message of the database.
struct LeakedSQLCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/leaked-sql", title: "SQL or a message of the database in an answer",
    rationale: "It tells names of tables and columns, and that input reaches the database's parser.",
    remedy: "Log the database's message, and answer with one of your own", requirements: ["S3-INF2"])

  let defects: [DefectID] = ["error.leaks-internal"]

  private let inspection = LeakInspection(SQLPatterns.all)

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    inspection.violations(in: exchange, model: model)
  }
}

/// Messages word for word as the databases and drivers write them, and statements.
enum SQLPatterns {
  static let all = messages + [oracle, sqlState, driver, statement]

  private static let messages: [LeakPattern] = [
    message("a message of PostgreSQL", "violates foreign key constraint \""),
    message("a message of PostgreSQL", "violates unique constraint \""),
    message("a message of PostgreSQL", "violates check constraint \""), message("a message of PostgreSQL", "violates not-null constraint"),
    message("a message of PostgreSQL", "syntax error at or near \""),
    message("a message of PostgreSQL", "invalid byte sequence for encoding \""),
    message("a message of PostgreSQL", "invalid input syntax for type "),
    message("a message of PostgreSQL", "value too long for type character varying("),
    message("a message of PostgreSQL", "relation \"", "\" does not exist"),
    message("a message of PostgreSQL", "column \"", "\" does not exist"),
    message("a message of PostgreSQL", "current transaction is aborted, commands ignored"),
    message("a message of MySQL", "You have an error in your SQL syntax"),
    message("a message of MySQL", "Duplicate entry '", "' for key '"),
    message("a message of MySQL", "Unknown column '", "' in '"), message("a message of MySQL", "a foreign key constraint fails (`"),
    message("a message of SQLite", "UNIQUE constraint failed: ", "."), message("a message of SQLite", "NOT NULL constraint failed: ", "."),
    message("a message of SQLite", "SQLITE_CONSTRAINT"), message("a message of SQLite", "SQLITE_ERROR"),
    message("a message of SQLite", "near \"", "\": syntax error"), message("a message of SQLite", "no such table: "),
    message("a message of SQL Server", "Unclosed quotation mark after the character string"),
    message("a message of SQL Server", "Violation of PRIMARY KEY constraint '"),
    message("a message of SQL Server", "Violation of UNIQUE KEY constraint '"),
    message("a message of SQL Server", "Incorrect syntax near '"),
    message("a message of SQL Server", "[SQL Server]"),
  ]

  /// The parts must stand within 120 bytes.
  private static func message(_ kind: String, _ first: String, _ rest: String...) -> LeakPattern {
    LeakPattern(kind, [first], followedBy: [first] + rest, within: 120 + first.utf8.count)
  }

  /// `ORA-00942: table or view does not exist`.
  private static let oracle = LeakPattern("a message of Oracle", ["ORA-"]) { text, position in
    guard let end = text.digits(at: position + 4), end == position + 9, text.byte(end) == UInt8(ascii: ":"),
      text.isBoundary(before: position)
    else { return nil }
    return text.string(position..<end)
  }

  /// `SQLSTATE 23503`, `SQLSTATE[42S02]`, `SQLSTATE: 42601`.
  private static let sqlState = LeakPattern("a code of SQL", ["SQLSTATE"]) { text, position in
    let start = text.end(from: position + 8, most: 3) { " [:=".utf8.contains($0) }
    let end = text.end(from: start, most: 6) { LeakText.isDigit($0) || (65...90).contains($0) }
    return start > position + 8 && end == start + 5 ? text.string(position..<end) : nil
  }

  /// Names of the drivers' error types, which no message for callers has.
  private static let driver = LeakPattern(
    "an error of a database driver",
    [
      "org.postgresql.util.PSQLException", "psycopg2.errors.", "psycopg.errors.", "PG::UndefinedTable", "PG::SyntaxError",
      "PG::UniqueViolation", "com.mysql.", "java.sql.SQL", "org.hibernate.exception.", "sqlalchemy.exc.", "sqlite3.OperationalError",
      "sqlite3.IntegrityError", "System.Data.SqlClient.SqlException", "Microsoft.Data.SqlClient.SqlException",
      "ActiveRecord::StatementInvalid",
      "SequelizeDatabaseError", "PrismaClientKnownRequestError", "ER_DUP_ENTRY", "ER_PARSE_ERROR", "ER_NO_SUCH_TABLE",
    ]
  ) { text, position in text.text(from: position, count: 16) }

  /// A whole statement; in an answer that says that all went well it may be what was asked for.
  private static let statement = LeakPattern(
    "a statement of SQL", ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "], countsInSuccess: false
  ) { text, position in
    guard text.isBoundary(before: position) else { return nil }
    let window = text.text(from: position, count: 400)
    let parts: [String]
    switch window.prefix(6) {
    case "SELECT": parts = [" FROM "]
    case "INSERT": parts = [" VALUES"]
    case "UPDATE": parts = [" SET ", "="]
    default: parts = [" WHERE "]
    }
    var rest = window[...]
    for part in parts {
      guard let range = rest.firstRange(of: part) else { return nil }
      rest = rest[range.upperBound...]
    }
    guard window.hasPrefix("SELECT ") else { return String(window[..<rest.startIndex]) }
    let isComplete = [" WHERE ", " ORDER BY ", " GROUP BY ", " LIMIT ", " JOIN ", ";"].contains { rest.prefix(200).contains($0) }
    return isComplete ? String(window[..<rest.startIndex]) : nil
  }
}
