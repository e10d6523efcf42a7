/// How many cases of a section passed, and which did not.
struct Score {
  var passed = 0
  var failures: [String] = []

  func line(for section: Section) -> String {
    let name = pad(section.dialect.name, 12)
    let verdict = failures.isEmpty ? "all passed" : "\(failures.count) failed"
    return "\(name) \(pad(section.title, 9)) \(passed)/\(passed + failures.count) \(verdict)"
  }

  private func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
}
