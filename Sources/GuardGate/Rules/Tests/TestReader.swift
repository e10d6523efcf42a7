import GateModel

/// The tests of a source, and the functions that they may call.
struct TestReader {
  private(set) var functions: [TestFunction] = []
  private let code: CodeText
  private let isXCTest: Bool
  /// Literals by the place that they begin at.
  private var literals: [Int: Range<Int>] = [:]

  init(_ code: CodeText) {
    self.code = code
    isXCTest = code.source.contains("XCTest")
    let found = FunctionReader(code).functions
    for function in found {
      // A function within another is no test of its own.
      let isTest = isTest(function) && !(isXCTest && found.contains { $0.body.contains(function.nameRange.lowerBound) })
      add(function.name, function.nameRange, function.body, isTest: isTest, head: function.head)
    }
    guard code.language == .script else { return }
    for literal in code.literals { literals[literal.lowerBound] = literal }
    readScript()
  }

  private mutating func add(_ name: String, _ place: Range<Int>, _ body: Range<Int>, isTest: Bool, head: Range<Int>? = nil) {
    let calls = AssertionReader(code, body)
    let panics = head.map { code.language == .rust && code.has("should_panic", in: $0) } ?? false
    functions.append(
      TestFunction(name: name, isTest: isTest, asserts: calls.asserts || panics, calls: calls.calls, location: code.location(place)))
  }

  private func isTest(_ function: FunctionReader.Function) -> Bool {
    switch code.language {
    case .swift:
      if code.places(of: "@Test", in: function.head).contains(where: { code.word(at: $0 + 1) == "Test" }) { return true }
      return isXCTest && function.name.hasPrefix("test") && code.bytes[function.nameRange.upperBound] == 0x28
        && code.next(function.nameRange.upperBound + 1).map { code.bytes[$0] == 0x29 } == true
    case .go:
      let rest = function.name.dropFirst(4)
      return function.name.hasPrefix("Test") && rest.first?.isLowercase != true && function.name != "TestMain"
        && code.has("testing.T", in: function.nameRange.upperBound..<function.body.lowerBound)
    case .rust: return code.text(function.head).split(separator: "#").contains { isTestAttribute($0) }
    case .python:
      return function.name.hasPrefix("test") && !code.has("fixture", in: function.head)
    case .script: return false
    }
  }

  /// `[test]`, `[tokio::test(...)]`, `[rstest]`
  private func isTestAttribute(_ text: Substring) -> Bool {
    guard text.first == "[" else { return false }
    let path = text.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" }
    return path == "test" || path == "rstest" || path.hasSuffix("::test")
  }

  /// `it('name', () => { ... })`, also of a table.
  private mutating func readScript() {
    for word: StaticString in ["it", "test"] {
      for place in code.places(of: word) where place == 0 || code.bytes[place - 1] != 0x2E {
        guard var open = code.next(place + word.utf8CodeUnitCount) else { continue }
        if code.bytes[open] == 0x2E {
          let modifier = code.word(at: open + 1)
          guard let next = code.next(open + 1 + modifier.utf8.count) else { continue }
          open = next
          if modifier == "each", code.bytes[open] == 0x28, let close = code.closing(open), let next = code.next(close + 1) { open = next }
          guard ["each", "only", "concurrent", "failing", "sequential"].contains(modifier) else { continue }
        }
        guard code.bytes[open] == 0x28, let close = code.closing(open), let name = literal(behind: open),
          code.has("=>", in: open..<close) || code.has("function", in: open..<close)
        else { continue }
        add(code.text(of: name), place..<(place + word.utf8CodeUnitCount), (open + 1)..<close, isTest: true)
      }
    }
  }

  /// The literal that is the first argument.
  private func literal(behind open: Int) -> Range<Int>? {
    guard let next = code.next(open + 1) else { return nil }
    return literals[next + 1]
  }
}
