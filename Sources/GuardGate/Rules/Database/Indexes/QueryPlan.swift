import JSONDocument

/// How PostgreSQL would answer a statement (`EXPLAIN (FORMAT JSON)`).
struct QueryPlan {
  /// What each step of it is, the outermost first.
  private(set) var steps: [String] = []
  /// What reads a table as a whole, in words.
  private(set) var problems: [String] = []

  init?(_ json: String) {
    guard let plan = (try? JSONParser.parse(json))?.array?.first?.object?["Plan"] else { return nil }
    visit(plan, depth: 0)
  }

  private mutating func visit(_ node: JSONValue, depth: Int) {
    guard let object = node.object, let kind = object["Node Type"]?.string, depth < 50 else { return }
    let relation = object["Relation Name"]?.string
    let index = object["Index Name"]?.string
    let condition = object["Index Cond"]?.string
    let parts = [relation.map { "on \($0)" }, index.map { "using \($0)" }, condition].compactMap(\.self)
    steps.append(String(repeating: "  ", count: depth) + ([kind] + parts).joined(separator: " "))
    if kind == "Seq Scan", let relation { problems.append("reads the whole table '\(relation)'") }
    if ["Index Scan", "Index Only Scan", "Bitmap Index Scan"].contains(kind), condition == nil, let index {
      problems.append("reads the whole index '\(index)'")
    }
    for child in object["Plans"]?.array ?? [] { visit(child, depth: depth + 1) }
  }
}
