import GateModel

extension SourceText {
  /// A fix that writes something else in a place that was found; nil for a place without an end.
  func fix(_ location: SourceLocation, with replacement: String) -> FileFix? {
    range(of: location).flatMap { fix($0, with: replacement) }
  }

  /// A fix that takes a whole line out.
  func fixWithout(line number: Int) -> FileFix? {
    let range = bytes(fromLine: number, toLine: number + 1)
    return fix(range.startIndex..<range.endIndex, with: "")
  }

  /// A fix that puts lines in front of a line, with the line ends of the file.
  func fix(before number: Int, adding lines: [String]) -> FileFix? {
    let start = line(number).startIndex
    let end = isCarriageReturned ? "\r\n" : "\n"
    return fix(start..<start, with: lines.map { $0 + end }.joined())
  }

  private var isCarriageReturned: Bool { bytes.firstIndex(of: 10).map { $0 > 0 && bytes[$0 - 1] == 13 } ?? false }

  /// The bytes of a place that was found; nil for one without an end.
  func range(of location: SourceLocation) -> Range<Int>? {
    guard let line = location.line, let column = location.column, location.endLine == line, let end = location.endColumn else { return nil }
    let start = self.line(line).startIndex
    return start + column - 1..<start + end - 1
  }

  func fix(_ range: Range<Int>, with replacement: String) -> FileFix? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    return FileFix(path: path, edits: [FileFix.Edit(range: range, original: Array(bytes[range]), replacement: Array(replacement.utf8))])
  }
}
