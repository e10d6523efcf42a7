/// What a function calls, and whether one of it is an assertion that can fail.
struct AssertionReader {
  private(set) var asserts = false
  private(set) var calls: Set<String> = []
  private let code: CodeText
  private let body: Range<Int>

  init(_ code: CodeText, _ body: Range<Int>) {
    (self.code, self.body) = (code, body)
    var index = body.lowerBound
    while index < body.upperBound, !asserts {
      guard code.bytes[index].isName else {
        index += 1
        continue
      }
      var end = index
      while end < body.upperBound, code.bytes[end].isName { end += 1 }
      read(index..<end)
      index = end
    }
  }

  private mutating func read(_ range: Range<Int>) {
    let before = range.lowerBound > body.lowerBound ? code.bytes[range.lowerBound - 1] : 0
    var next = code.next(range.upperBound).map { $0 < body.upperBound ? $0 : range.upperBound } ?? range.upperBound
    let name = code.text(range)
    if code.language == .python, name == "assert" {
      asserts = !isConstant(code.text(range.upperBound..<lineEnd(range.upperBound)))
      return
    }
    // `value.should.equal(1)`, `assert.equal(value, 1)`
    let isMember = next < body.upperBound && code.bytes[next] == 0x2E
    if code.language == .script, name == "should" && before == 0x2E || name == "assert" && isMember { asserts = true }
    let isMacro = code.language == .rust && next < body.upperBound && code.bytes[next] == 0x21
    if isMacro { next = code.next(next + 1) ?? next }
    // Turbofish and generic arguments stand between.
    guard next < body.upperBound, code.bytes[next] == 0x28 || (isMacro && code.bytes[next] == 0x5B) || isTrailing(next, name) else {
      return
    }
    calls.insert(name)
    guard isAssertion(name, before: before, isMacro: isMacro, open: next) else { return }
    let arguments = code.closing(next).map { code.text((next + 1)..<$0) } ?? ""
    asserts = !isConstant(arguments)
  }

  /// A call whose only argument is a block.
  private func isTrailing(_ next: Int, _ name: String) -> Bool {
    guard code.language == .swift, code.bytes[next] == 0x7B else { return false }
    return name.hasPrefix("XCTAssert") || ["expect", "require", "confirmation", "assert"].contains(SensitiveName.words(of: name).first)
  }

  private func lineEnd(_ place: Int) -> Int { min(code.bytes[place...].firstIndex(of: 10) ?? body.upperBound, body.upperBound) }

  private static let constants: Set<String> = [
    "true", "True", "1", "true)", "1==1", "true==true", "true,true", "1,1", "True==True", "trueistrue", "!false", "notFalse",
  ]

  /// What cannot be otherwise.
  private func isConstant(_ arguments: String) -> Bool {
    let text = arguments.filter { !$0.isWhitespace }
    return Self.constants.contains(text) || text.hasPrefix("true,\"") || text.hasPrefix("True,")
  }

  private static let swift: Set<String> = ["XCTFail", "XCTUnwrap", "confirmation", "fulfillment"]
  private static let go: Set<String> = ["Error", "Errorf", "Fatal", "Fatalf", "Fail", "FailNow"]
  private static let python: Set<String> = ["raises", "warns", "fail", "deprecated_call"]
  private static let rust: Set<String> = ["panic", "unreachable", "unwrap", "expect", "unwrap_err", "expect_err"]
  private static let script: Set<String> = ["rejects", "throws", "deepEqual", "strictEqual", "notEqual", "toMatchSnapshot"]

  private func isAssertion(_ name: String, before: UInt8, isMacro: Bool, open: Int) -> Bool {
    switch code.language {
    case .swift:
      if before == 0x23 { return name == "expect" || name == "require" }
      if Self.swift.contains(name) || name.hasPrefix("XCTAssert") || name.hasPrefix("XCTExpect") { return true }
      if name == "record", before == 0x2E { return code.bytes[..<open].suffix(20).text.has("Issue.") }
    case .go:
      if before == 0x2E, Self.go.contains(name) { return true }
      // Whoever takes the test itself can fail it, if it is of another package.
      if before == 0x2E, code.bytes[(open + 1)...].prefix(2).text.hasPrefix("t"), !code.bytes[open + 2].isName, name != "Run" {
        return name != "Helper"
      }
    case .python: if Self.python.contains(name) { return true }
    case .rust:
      if Self.rust.contains(name) { return true }
      if isMacro, name.hasPrefix("assert") || name.hasPrefix("debug_assert") { return true }
    case .script:
      if name == "expect" { return !isConstantExpectation(open) }
      if Self.script.contains(name) { return true }
      if before == 0x2E,
        code.bytes[..<open].suffix(40).text.split(whereSeparator: { !$0.isLetter && $0 != "." }).last?.hasPrefix("t.") == true
      {
        return name != "log" && name != "plan"
      }
    }
    guard let first = SensitiveName.words(of: name).first else { return false }
    if ["assert", "asserts", "expect", "expects", "should"].contains(first) { return true }
    return before != 0x2E && ["verify", "check", "ensure", "require"].contains(first) && code.language != .go
  }

  /// `expect(true).toBe(true)`
  private func isConstantExpectation(_ open: Int) -> Bool {
    guard let close = code.closing(open), isConstant(code.text((open + 1)..<close)) else { return false }
    return code.bytes[(close + 1)...].prefix(20).text.hasPrefix(".toBe(true)")
      || code.bytes[(close + 1)...].prefix(14).text.hasPrefix(".toBeTruthy(")
  }
}
