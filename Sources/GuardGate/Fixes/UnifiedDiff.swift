/// The difference of two texts as a unified diff (POSIX `diff -u`); bytes that are no UTF-8 are shown as U+FFFD.
struct UnifiedDiff {
  private let path: String
  private let before: [ArraySlice<UInt8>]
  private let after: [ArraySlice<UInt8>]
  private static let context = 3

  init(path: String, before: [UInt8], after: [UInt8]) {
    self.path = path
    (self.before, self.after) = (Self.lines(before), Self.lines(after))
  }

  /// Nothing where the texts are the same.
  var text: String {
    let hunks = self.hunks
    guard !hunks.isEmpty else { return "" }
    return "--- a/\(path)\n+++ b/\(path)\n" + hunks.map(text).joined()
  }

  /// Lines that differ: in the old text and in the new one.
  private struct Change {
    var old: Range<Int>
    var new: Range<Int>
  }

  private var changes: [Change] {
    let difference = after.difference(from: before)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var found: [Change] = []
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      let (startOld, startNew) = (old, new)
      while removed.contains(old) { old += 1 }
      while inserted.contains(new) { new += 1 }
      if old > startOld || new > startNew {
        found.append(Change(old: startOld..<old, new: startNew..<new))
      } else {
        (old, new) = (old + 1, new + 1)
      }
    }
    return found
  }

  /// Changes whose context meets are one hunk.
  private var hunks: [[Change]] {
    var found: [[Change]] = []
    for change in changes {
      if let last = found.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * Self.context {
        found[found.count - 1].append(change)
      } else {
        found.append([change])
      }
    }
    return found
  }

  private func text(_ hunk: [Change]) -> String {
    guard let first = hunk.first, let last = hunk.last else { return "" }
    let lead = min(Self.context, first.old.lowerBound)
    let trail = min(Self.context, before.count - last.old.upperBound)
    let old = first.old.lowerBound - lead..<last.old.upperBound + trail
    let new = first.new.lowerBound - lead..<last.new.upperBound + trail
    var text = "@@ -\(Self.span(old)) +\(Self.span(new)) @@\n"
    var place = old.lowerBound
    for change in hunk {
      for index in place..<change.old.lowerBound { text += Self.line(" ", before[index]) }
      for index in change.old { text += Self.line("-", before[index]) }
      for index in change.new { text += Self.line("+", after[index]) }
      place = change.old.upperBound
    }
    for index in place..<old.upperBound { text += Self.line(" ", before[index]) }
    return text
  }

  private static func span(_ range: Range<Int>) -> String {
    range.isEmpty ? "\(range.lowerBound),0" : "\(range.lowerBound + 1),\(range.count)"
  }

  private static func line(_ mark: String, _ bytes: ArraySlice<UInt8>) -> String {
    let text = mark + String(decoding: bytes, as: UTF8.self)
    return bytes.last == 10 ? text : text + "\n\\ No newline at end of file\n"
  }

  /// Lines with their ends.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var found: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 10 {
      found.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { found.append(bytes[start...]) }
    return found
  }
}
