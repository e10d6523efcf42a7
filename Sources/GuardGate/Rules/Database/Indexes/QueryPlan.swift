import JSONDocument

/// How PostgreSQL would answer a statement (`EXPLAIN (FORMAT JSON)`).
struct QueryPlan {
  /// What each step of it is, the outermost first.
  private(set) var steps: [String] = []
  /// What reads more than it has to, in words.
  private(set) var problems: [String] = []
  private let indexes: [String: [String]]
  private let leading: [String]

  /// - Parameters:
  ///   - indexes: the columns of each index.
  ///   - leading: the columns that a used index has to begin with.
  init?(_ json: String, indexes: [String: [String]], leading: [String]) {
    guard let plan = (try? JSONParser.parse(json))?.array?.first?.object?["Plan"] else { return nil }
    (self.indexes, self.leading) = (indexes, leading)
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
    if ["Index Scan", "Index Only Scan", "Bitmap Index Scan"].contains(kind), let index {
      let columns = indexes[index] ?? []
      // A condition on later columns alone is checked on every entry of the index.
      if condition == nil || columns.first.map({ condition?.has(word: $0) == false }) == true {
        problems.append("reads the whole index '\(index)'")
      } else if Set(columns.prefix(leading.count)) != Set(leading) {
        problems.append("uses the index '\(index)', which does not begin with \(leading.joined(separator: ", "))")
      }
    }
    for child in object["Plans"]?.array ?? [] { visit(child, depth: depth + 1) }
  }
}

extension String {
  /// Whether a name stands in it as a whole.
  fileprivate func has(word: String) -> Bool { split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == word } }
}
