import GateKit
import GateModel
import JSONDocument
import PostgresAccess

/// `sql: STATEMENT`: asks the target's database, past every proxy. `${name}` becomes a bound parameter, never text of the statement.
public struct SQLStep: StepAction {
  public static let keyword = "sql"
  private static let maximumRows = 10_000

  private enum Expectation: Sendable {
    case count(Matcher)
    case rows([[(column: String, matcher: Matcher, location: SourceLocation)]], SourceLocation)
  }

  private let statement: TextTemplate
  private let expectation: Expectation?
  private let captures: [(name: String, column: String, location: SourceLocation)]
  private let deadline: Duration

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    statement = try TextTemplate(try mapping.required(Self.keyword), Self.keyword)
    expectation = try mapping.optional("rows").map { try Self.expectation($0) }
    captures =
      try mapping.optional("capture").map { node in
        try node.mapping("capture").entries.map { (name: $0.key, column: try $0.value.text($0.key), location: $0.keyLocation) }
      } ?? []
    deadline = try mapping.optional("within")?.duration("within") ?? .seconds(10)
  }

  public var summary: String { "a query of the database" }

  public var judges: Bool { expectation != nil || !captures.isEmpty }
  public var sets: [String] { captures.map(\.name) }

  public func obstacle(in services: StepServices) -> String? {
    services.target.databaseURL == nil ? "the target gives no access to its database" : nil
  }

  public func run(in scope: inout StepScope) async throws {
    let rows = try await query(scope)
    let evidence = [Evidence(title: "statement", text: statement.written), Evidence(title: "rows", text: Self.text(of: rows))]
    do {
      if let expectation {
        try judge(expectation, rows, scope.variables)
        scope.judged += 1
      }
      for capture in captures {
        guard rows.count == 1, let value = rows[0].columns.contains(capture.column) ? rows[0] : nil else {
          throw Unmet(
            "rows", expected: "one with a column '\(capture.column)' to be captured as '\(capture.name)'", found: "\(rows.count) rows",
            at: capture.location)
        }
        scope.variables[capture.name] = value[capture.column].map { .string($0) } ?? .null
      }
    } catch var unmet as Unmet {
      unmet.evidence = evidence
      throw unmet
    }
  }

  private func query(_ scope: StepScope) async throws -> [PostgresRow] {
    guard let url = scope.services.target.databaseURL else {
      throw GateError(
        "the target gives no access to its database", at: statement.location, remedy: "Set `service.database` in gatehouse.yml")
    }
    let sql = try bound(scope.variables)
    let connection = try await PostgresConnection.connect(try PostgresConfiguration(url: url))
    do {
      let rows = try await connection.query(sql, timeout: deadline)
      await connection.close()
      guard rows.count <= Self.maximumRows else {
        throw GateError("the query gave \(rows.count) rows", at: statement.location, remedy: "Ask for at most \(Self.maximumRows)")
      }
      return rows
    } catch let error as PostgresError {
      await connection.close()
      throw GateError("the query failed: \(error)", at: statement.location, remedy: "Correct the statement")
    }
  }

  private func bound(_ variables: Variables) throws -> SQL {
    var sql = SQL(unsafe: "")
    for part in statement.parts {
      switch part {
      case .literal(let text): sql = "\(sql)\(SQL(unsafe: text))"
      case .variable(let name):
        let value = try variables.value(name, at: statement.location)
        if value.isNull {
          sql = "\(sql)\(SQL(unsafe: "NULL"))"
        } else {
          sql = "\(sql)\(value.string ?? value.serialized())"
        }
      }
    }
    return sql
  }

  private func judge(_ expectation: Expectation, _ rows: [PostgresRow], _ variables: Variables) throws {
    switch expectation {
    case .count(let matcher):
      let found = JSONValue.number(JSONNumber(rows.count))
      if let mismatch = try matcher.mismatch([found], variables: variables) {
        throw Unmet("number of rows", expected: mismatch.expected, found: mismatch.found)
      }
    case .rows(let wanted, let location):
      guard rows.count == wanted.count else {
        throw Unmet("number of rows", expected: "\(wanted.count)", found: "\(rows.count)", at: location)
      }
      for (index, columns) in wanted.enumerated() {
        for column in columns { try judge(column, row: rows[index], index: index, variables) }
      }
    }
  }

  private func judge(
    _ column: (column: String, matcher: Matcher, location: SourceLocation), row: PostgresRow, index: Int, _ variables: Variables
  ) throws {
    let found: [JSONValue] = row.columns.contains(column.column) ? [row[column.column].map { .string($0) } ?? .null] : []
    if let mismatch = try column.matcher.mismatch(found, variables: variables, isText: true) {
      throw Unmet("row \(index + 1), column \(column.column)", expected: mismatch.expected, found: mismatch.found, at: column.location)
    }
  }

  private static func expectation(_ node: YAMLNode) throws -> Expectation {
    guard case .sequence(let nodes) = node.content else { return .count(try Matcher(node)) }
    let rows = try nodes.map { row in
      try row.mapping("row").entries.map { (column: $0.key, matcher: try Matcher($0.value), location: $0.keyLocation) }
    }
    return .rows(rows, node.location)
  }

  private static func text(of rows: [PostgresRow]) -> String {
    let lines = rows.prefix(20).map { row in
      row.columns.map { "\($0)=\(row[$0] ?? "NULL")" }.joined(separator: ", ")
    }
    return rows.isEmpty ? "none" : lines.joined(separator: "\n")
  }
}
