/// The function of Python that a place is in, by indentation.
struct PythonScope {
  let name: String
  let isAsync: Bool

  /// Nil outside of every function, and in a lambda.
  init?(_ place: Int, in code: CodeText) {
    var end = code.bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
    if code.has("lambda", in: end..<place) { return nil }
    var indentation = Self.indentation(code.bytes[end..<place])
    while end > 0 {
      let start = code.bytes[..<(end - 1)].lastIndex(of: 10).map { $0 + 1 } ?? 0
      let line = code.bytes[start..<(end - 1)]
      end = start
      guard line.contains(where: { $0 > 0x20 }), Self.indentation(line) < indentation else { continue }
      indentation = Self.indentation(line)
      let words = line.split { $0 <= 0x20 || $0 == 0x28 || $0 == 0x3A }.map(\.text)
      if words.first == "def", words.count > 1 {
        (name, isAsync) = (words[1], false)
        return
      }
      if words.first == "async", words.count > 2, words[1] == "def" {
        (name, isAsync) = (words[2], true)
        return
      }
    }
    return nil
  }

  /// The line that the block of a place begins with; nil for the top of a file.
  static func opener(of place: Int, in code: CodeText) -> String? {
    var end = code.bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
    let indentation = Self.indentation(code.bytes[end..<place])
    while end > 0 {
      let start = code.bytes[..<(end - 1)].lastIndex(of: 10).map { $0 + 1 } ?? 0
      let line = code.bytes[start..<(end - 1)]
      if line.contains(where: { $0 > 0x20 }), Self.indentation(line) < indentation { return line.text }
      end = start
    }
    return nil
  }

  private static func indentation(_ line: ArraySlice<UInt8>) -> Int {
    (line.firstIndex { $0 != 0x20 && $0 != 9 } ?? line.endIndex) - line.startIndex
  }
}
