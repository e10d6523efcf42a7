import GateKit
import GateModel

/// Which lines of the repository are not in an earlier revision of the same file.
///
/// A line that only moved is none of them.
actor ChangedLines {
  private let earlier: EarlierRevision
  private let files: any FileTree
  private var known: [String: Set<Int>] = [:]

  init(since earlier: EarlierRevision, in files: any FileTree) {
    (self.earlier, self.files) = (earlier, files)
  }

  /// True where a finding stands on such a line, or in no line.
  func touch(_ finding: Finding) async -> Bool {
    guard let location = finding.location, let line = location.line else { return true }
    guard let changed = await changed(in: location.path) else { return true }
    return (line...max(line, location.endLine ?? line)).contains(where: changed.contains)
  }

  /// True for such a line.
  func touches(_ path: String, _ line: Int) async -> Bool { await changed(in: path)?.contains(line) ?? true }

  private func changed(in path: String) async -> Set<Int>? {
    if known[path] == nil { known[path] = await lines(of: path) }
    return known[path]
  }

  /// Nil where the file cannot be compared; everything in it then counts as changed.
  private func lines(of path: String) async -> Set<Int>? {
    guard let now = try? files.read(path), let before = try? await earlier.read(path) else { return nil }
    var count: [ArraySlice<UInt8>: Int] = [:]
    for line in before.split(separator: 10, omittingEmptySubsequences: false) { count[line, default: 0] += 1 }
    var changed: Set<Int> = []
    for (index, line) in now.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      if let rest = count[line], rest > 0 { count[line] = rest - 1 } else { changed.insert(index + 1) }
    }
    return changed
  }
}
