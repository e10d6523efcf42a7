/// What a statement of a migration does to a table that is in use.
struct UnsafeStatement {
  /// Tables that the same migration makes, which nobody uses yet.
  private var made: Set<String> = []
  private var isInTransaction = false
  /// Whether a check was validated before, which makes `SET NOT NULL` quick.
  private var hasValidated = false

  /// What is wrong with a statement, in words; statements are asked for in their order.
  mutating func problems(of statement: SQLStatements.Statement) -> [String] {
    let words = statement.words
    switch words.first {
    case "begin", "start": isInTransaction = true
    case "commit", "end", "rollback": isInTransaction = false
    case "create": return create(statement)
    case "alter" where statement.has("table"): return alter(statement)
    case "update", "delete": return change(statement)
    case "drop" where words.dropFirst().first == "index" && !statement.has("concurrently"):
      return ["DROP INDEX without CONCURRENTLY waits for every transaction on the table, and everybody waits behind it"]
    case "vacuum" where statement.has("full"): return ["VACUUM FULL rewrites the table while nobody can use it"]
    case "cluster": return ["CLUSTER rewrites the table while nobody can use it"]
    case "reindex" where !statement.has("concurrently"): return ["REINDEX without CONCURRENTLY stops all writes while it builds"]
    case "lock": return ["LOCK TABLE stops others for the rest of the transaction"]
    case "refresh" where !statement.has("concurrently"):
      return ["REFRESH MATERIALIZED VIEW without CONCURRENTLY stops all readers while it runs"]
    default: break
    }
    return []
  }

  private static let fillers: Set<String> = ["if", "not", "exists", "only"]

  private mutating func create(_ statement: SQLStatements.Statement) -> [String] {
    if let table = statement.word(after: ["table"], skipping: Self.fillers), !statement.has("index") {
      made.insert(name(table, in: statement, after: "table"))
      return []
    }
    guard statement.has("index"), let table = statement.word(after: ["on"], skipping: ["only"]) else { return [] }
    if made.contains(name(table, in: statement, after: "on")) { return [] }
    if statement.has("concurrently") {
      return isInTransaction ? ["CREATE INDEX CONCURRENTLY cannot run in a transaction"] : []
    }
    return ["CREATE INDEX without CONCURRENTLY stops all writes to the table while it builds"]
  }

  /// The last part of a name that may have a schema.
  private func name(_ first: String, in statement: SQLStatements.Statement, after word: String) -> String {
    guard let index = statement.words.firstIndex(of: first), statement.words.indices.contains(index + 2), statement.words[index + 1] == "."
    else { return first }
    return statement.words[index + 2]
  }

  private mutating func alter(_ statement: SQLStatements.Statement) -> [String] {
    if statement.has("validate", "constraint") { hasValidated = true }
    guard let table = statement.word(after: ["table"], skipping: Self.fillers), !made.contains(name(table, in: statement, after: "table"))
    else { return [] }
    return Self.actions(statement.words).flatMap { problems(ofAction: $0) }
  }

  /// The parts of an `ALTER TABLE`, which commas outside of brackets divide.
  private static func actions(_ words: [String]) -> [SQLStatements.Statement] {
    var actions: [SQLStatements.Statement] = []
    var action: [String] = []
    var depth = 0
    for word in words {
      if word == "(" { depth += 1 }
      if word == ")" { depth -= 1 }
      if word == ",", depth == 0 {
        actions.append(SQLStatements.Statement(words: action, range: 0..<0))
        action = []
      } else {
        action.append(word)
      }
    }
    return actions + [SQLStatements.Statement(words: action, range: 0..<0)]
  }

  private static let volatile: Set<String> = [
    "random", "gen_random_uuid", "uuid_generate_v4", "clock_timestamp", "timeofday", "nextval", "serial", "bigserial", "smallserial",
  ]

  private func problems(ofAction action: SQLStatements.Statement) -> [String] {
    var problems: [String] = []
    let isConstraint = ["constraint", "foreign", "check", "unique", "primary", "exclude"].contains { action.word(after: ["add"]) == $0 }
    if action.has("add"), !isConstraint {
      let hasDefault = action.has("default") || action.has("generated")
      if action.has("not", "null"), !hasDefault, Self.volatile.isDisjoint(with: action.words) {
        problems.append("a column NOT NULL without DEFAULT cannot be added to a table that has rows")
      }
      if !Self.volatile.isDisjoint(with: action.words) || action.has("stored") || action.has("identity") {
        problems.append("a column whose values are computed for each row rewrites the table while nobody can use it")
      }
      if action.has("references"), !action.has("valid") {
        problems.append("a foreign key without NOT VALID looks at every row while nobody can write")
      }
      if action.has("unique") || action.has("primary", "key") { problems.append("UNIQUE builds its index while nobody can use the table") }
    }
    if action.has("add"), isConstraint {
      if action.has("references") || action.has("check"), !action.has("not", "valid") {
        problems.append("a constraint without NOT VALID looks at every row while others wait")
      }
      if action.has("unique") || action.has("primary", "key"), !action.has("using", "index") {
        problems.append("UNIQUE and PRIMARY KEY without USING INDEX build their index while nobody can use the table")
      }
    }
    if action.has("type"), action.has("alter"), !action.has("add") {
      problems.append("a change of type may rewrite the table while nobody can use it")
    }
    if action.has("set", "not", "null"), !hasValidated {
      problems.append("SET NOT NULL looks at every row while nobody can use the table, unless a validated CHECK says the same")
    }
    if action.has("rename") { problems.append("a renamed table or column breaks the version that still runs") }
    if action.has("set", "tablespace") || action.has("set", "unlogged") || action.has("set", "logged") {
      problems.append("the table is rewritten while nobody can use it")
    }
    return problems
  }

  /// `UPDATE` and `DELETE` of more than a bounded number of rows.
  private func change(_ statement: SQLStatements.Statement) -> [String] {
    let kind = statement.words[0]
    let table = kind == "update" ? statement.words.dropFirst().first { !Self.fillers.contains($0) } : statement.word(after: ["from"])
    guard let table, !made.contains(table) else { return [] }
    let words = Set(statement.words)
    if !words.isDisjoint(with: ["limit", "between", "ctid", "tid"]) { return [] }
    if let index = statement.words.firstIndex(of: "where"), statement.words.count > index + 2, statement.words[index + 1] == "id",
      ["=", "in"].contains(statement.words[index + 2])
    {
      return []
    }
    return ["\(kind.uppercased()) in one go locks every row that it changes until it ends: change rows in batches"]
  }
}
