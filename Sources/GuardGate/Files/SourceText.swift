import GateKit
import GateModel

/// The bytes of one file with its lines.
struct SourceText: Sendable {
  let path: String
  let bytes: [UInt8]
  private let starts: [Int]

  /// Larger files are not taken apart; nobody writes them by hand.
  static let limit = 4 << 20

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for index in buffer.indices where buffer[index] == 10 { starts.append(index + 1) }
    }
    self.starts = starts
  }

  /// Nil for what is missing, unreadable, too large or binary.
  init?(_ path: String, in repository: any FileTree) {
    guard let bytes = try? repository.read(path), bytes.count <= Self.limit, !bytes.prefix(8_000).contains(0) else { return nil }
    self.init(path: path, bytes: bytes)
  }

  var lineCount: Int { starts.count }

  /// A line from 1, without its end.
  func line(_ number: Int) -> ArraySlice<UInt8> {
    guard starts.indices.contains(number - 1) else { return [] }
    let start = starts[number - 1]
    var end = number < starts.count ? starts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == 13 { end -= 1 }
    return bytes[start..<end]
  }

  /// The text up to the end of the last line that holds another text; nil where none does.
  func upTo(last text: StaticString) -> SourceText? {
    let count = text.utf8CodeUnitCount
    let place = bytes.withUnsafeBufferPointer { haystack -> Int? in
      var index = haystack.count - count
      while index >= 0 {
        if haystack[index] == text.utf8Start[0] {
          var offset = 1
          while offset < count, haystack[index + offset] == text.utf8Start[offset] { offset += 1 }
          if offset == count { return index }
        }
        index -= 1
      }
      return nil
    }
    guard let place else { return nil }
    return SourceText(path: path, bytes: Array(bytes[..<(bytes[place...].firstIndex(of: 10) ?? bytes.count)]))
  }

  /// Line and column, from 1, of a byte.
  func place(_ index: Int) -> (line: Int, column: Int) {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return (low + 1, index - starts[low] + 1)
  }

  /// The bytes from the start of one line to the start of another (exclusive).
  func bytes(fromLine first: Int, toLine end: Int) -> ArraySlice<UInt8> {
    let upper = end - 1 < starts.count ? starts[end - 1] : bytes.count
    return bytes[starts[first - 1]..<upper]
  }

  /// Where a text stands: looked for from a place on, in at most so many lines; the place itself where it is not found.
  func location(of text: String, line: Int, column: Int = 1, within count: Int = 1) -> SourceLocation {
    let wanted = Array(text.utf8)
    for number in line..<(line + max(1, count)) where number <= lineCount {
      let content = self.line(number)
      let skipped = number == line ? min(max(0, column - 1), content.count) : 0
      for from in skipped > 0 ? [skipped, 0] : [0] {
        guard let start = content.dropFirst(from).firstRange(of: wanted)?.lowerBound, !wanted.isEmpty else { continue }
        let found = start - content.startIndex + 1
        return SourceLocation(path: path, line: number, column: found, endLine: number, endColumn: found + wanted.count)
      }
    }
    return SourceLocation(path: path, line: line, column: column)
  }

  func contains(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard count > 0, bytes.count >= count else { return false }
    return bytes.withUnsafeBufferPointer { haystack in
      let first = text.utf8Start[0]
      var index = 0
      while index <= haystack.count - count {
        if haystack[index] == first {
          var offset = 1
          while offset < count, haystack[index + offset] == text.utf8Start[offset] { offset += 1 }
          if offset == count { return true }
        }
        index += 1
      }
      return false
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func firstRange(of wanted: [UInt8]) -> Range<Int>? {
    guard let first = wanted.first, count >= wanted.count else { return nil }
    var index = startIndex
    while index <= endIndex - wanted.count {
      if self[index] == first, self[index..<(index + wanted.count)].elementsEqual(wanted) { return index..<(index + wanted.count) }
      index += 1
    }
    return nil
  }

  var text: String { String(decoding: self, as: UTF8.self) }
}
