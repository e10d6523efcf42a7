/// Errors of one quantity: measured less asked, in microseconds.
struct Samples {
  let name: String
  private(set) var errors: [Double] = []

  init(_ name: String) { self.name = name }

  mutating func add(_ measured: Duration, asked: Duration = .zero) {
    let error = measured - asked
    errors.append(Double(error.components.seconds) * 1e6 + Double(error.components.attoseconds) / 1e12)
  }

  static let header = row(["fault", "n", "early", "min µs", "median", "p95", "p99", "max µs", "≤ 5 ms"])

  var row: String {
    let sorted = errors.sorted()
    func quantile(_ part: Double) -> String {
      String(Int(sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))].rounded()))
    }
    return Self.row([
      name, String(sorted.count), String(early), quantile(0), quantile(0.5), quantile(0.95), quantile(0.99), quantile(1),
      "\((withinGoal * 1000).rounded() / 10) %",
    ])
  }

  /// How often the fault was shorter than asked.
  var early: Int { errors.count { $0 < 0 } }
  /// The part that is at most 5 ms off.
  var withinGoal: Double { Double(errors.count { abs($0) <= 5000 }) / Double(max(1, errors.count)) }

  private static func row(_ cells: [String]) -> String {
    cells.enumerated().map { index, cell in
      let width = index == 0 ? 34 : 9
      let padding = String(repeating: " ", count: max(0, width - cell.count))
      return index == 0 ? cell + padding : padding + cell
    }.joined()
  }
}
