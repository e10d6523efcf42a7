import GateModel

extension SourceText {
  /// A fix that writes something else in a place that was found; nil for a place without an end.
  func fix(_ location: SourceLocation, with replacement: String) -> FileFix? {
    guard let line = location.line, let column = location.column, location.endLine == line, let end = location.endColumn else { return nil }
    let start = self.line(line).startIndex
    return fix(start + column - 1..<start + end - 1, with: replacement)
  }

  /// A fix that takes a whole line out.
  func fixWithout(line number: Int) -> FileFix? {
    let range = bytes(fromLine: number, toLine: number + 1)
    return fix(range.startIndex..<range.endIndex, with: "")
  }

  /// A fix that puts text in front of a line.
  func fix(before number: Int, adding text: String) -> FileFix? {
    let start = line(number).startIndex
    return fix(start..<start, with: text)
  }

  func fix(_ range: Range<Int>, with replacement: String) -> FileFix? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    return FileFix(path: path, edits: [FileFix.Edit(range: range, original: Array(bytes[range]), replacement: Array(replacement.utf8))])
  }
}
