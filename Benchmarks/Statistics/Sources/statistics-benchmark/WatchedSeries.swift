import PerfStatistics

/// A series that is watched value by value, as a history is watched commit by commit.
struct WatchedSeries {
  struct Problem: Error {
    var text: String
  }

  /// An array of objects: at which value a change was seen, at which one it began, and by what factor.
  let json: String

  /// - Parameter line: ratios to a control, above 0, with blanks between them.
  init(_ line: String) throws(Problem) {
    var watch = TrendWatch()
    var found: [String] = []
    for (index, word) in line.split(separator: " ").enumerated() {
      guard let ratio = Double(word) else { throw Problem(text: "'\(word)' is not a number") }
      do {
        guard let change = try watch.add(commit: "\(index)", ratioToControl: ratio) else { continue }
        found.append("{\"seen\": \(index), \"began\": \(change.commit), \"ratio\": \(change.ratio.estimate)}")
      } catch {
        throw Problem(text: "\(error)")
      }
    }
    json = "[\(found.joined(separator: ", "))]"
  }
}
