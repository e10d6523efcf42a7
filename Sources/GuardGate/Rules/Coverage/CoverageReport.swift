import JSONDocument

/// Which lines of which files ran, as a compiler exported it.
struct CoverageReport: Sendable {
  /// How often each line ran that can run, by file as the compiler names it.
  private(set) var files: [String: [Int: Int]] = [:]

  /// What is no report, in words.
  struct NoReport: Error {
    var reason: String
  }

  /// - Throws: ``NoReport``.
  init(_ bytes: [UInt8]) throws(NoReport) {
    guard let first = bytes.first(where: { $0 > 0x20 }) else { throw NoReport(reason: "it is empty") }
    if first == 0x7B { try readExport(bytes) } else { readLCOV(bytes) }
    guard !files.isEmpty else { throw NoReport(reason: "it names no file; it takes the JSON of 'llvm-cov export', and LCOV") }
  }

  private mutating func readExport(_ bytes: [UInt8]) throws(NoReport) {
    let document: JSONValue
    do { document = try JSONParser.parse(bytes) } catch { throw NoReport(reason: error.description) }
    guard document.object?["type"]?.string == "llvm.coverage.json.export" else {
      throw NoReport(reason: "its type is not llvm.coverage.json.export")
    }
    for part in document.object?["data"]?.array ?? [] {
      for file in part.object?["files"]?.array ?? [] {
        guard let name = file.object?["filename"]?.string else { continue }
        let segments = (file.object?["segments"]?.array ?? []).compactMap(Segment.init)
        merge(name, Self.lines(segments))
      }
    }
  }

  private mutating func merge(_ name: String, _ lines: [Int: Int]) { files[name, default: [:]].merge(lines) { max($0, $1) } }

  /// Where a count begins to hold: `[line, column, count, hasCount, isRegionEntry, isGap]`.
  struct Segment: Sendable {
    var line: Int
    var count: Int
    var hasCount: Bool
    var isEntry: Bool
    var isGap: Bool

    init?(_ value: JSONValue) {
      guard let parts = value.array, parts.count >= 5, let line = parts[0].int, let hasCount = parts[3].bool, let isEntry = parts[4].bool
      else { return nil }
      self.line = line
      // Counts beyond the range of integers are counts all the same.
      count = parts[2].int ?? (parts[2].double.map { $0 > 0 } == true ? Int.max : 0)
      (self.hasCount, self.isEntry) = (hasCount, isEntry)
      isGap = parts.count > 5 && parts[5].bool == true
    }
  }

  /// Counts of lines, by LLVM's own rule: a line runs as often as the region that reaches into it, or the most frequent
  /// that begins in it.
  static func lines(_ segments: [Segment]) -> [Int: Int] {
    var found: [Int: Int] = [:]
    var wrapped: Segment?
    var index = 0
    while index < segments.count {
      let line = segments[index].line
      var here: [Segment] = []
      while index < segments.count, segments[index].line == line {
        here.append(segments[index])
        index += 1
      }
      let begins = here.filter { $0.isEntry && $0.hasCount && !$0.isGap }
      let isSkipped = here.first.map { !$0.hasCount && $0.isEntry } ?? false
      if !isSkipped, wrapped?.hasCount == true || !begins.isEmpty {
        found[line] = max(wrapped?.hasCount == true ? wrapped?.count ?? 0 : 0, begins.map(\.count).max() ?? 0)
      }
      wrapped = here.last
      guard let last = wrapped, last.hasCount, index < segments.count, segments[index].line - line < 100_000 else { continue }
      for between in (line + 1)..<max(line + 1, segments[index].line) { found[between] = last.count }
    }
    return found
  }

  private mutating func readLCOV(_ bytes: [UInt8]) {
    var name: String?
    for line in bytes.split(separator: 10) {
      let text = line.text.filter { $0 != "\r" }
      if text.hasPrefix("SF:") { name = String(text.dropFirst(3)) }
      if text == "end_of_record" { name = nil }
      guard let name, text.hasPrefix("DA:") else { continue }
      let parts = text.dropFirst(3).split(separator: ",")
      guard parts.count >= 2, let number = Int(parts[0]), let count = Int(parts[1]) else { continue }
      merge(name, [number: count])
    }
  }

  /// The same with the paths of the repository: the longest end of each name that is a file there.
  func located(among paths: Set<String>) -> [String: [Int: Int]] {
    var located: [String: [Int: Int]] = [:]
    for (name, lines) in files {
      var rest = name[...].drop { $0 == "/" }
      while !rest.isEmpty, !paths.contains(String(rest)) {
        guard let slash = rest.firstIndex(of: "/") else {
          rest = ""
          break
        }
        rest = rest[rest.index(after: slash)...]
      }
      if !rest.isEmpty { located[String(rest), default: [:]].merge(lines) { max($0, $1) } }
    }
    return located
  }
}
