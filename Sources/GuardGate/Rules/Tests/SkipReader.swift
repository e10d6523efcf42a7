/// What switches tests off in a source, without a condition.
struct SkipReader {
  struct Skip {
    var message: String
    var written: String
    var range: Range<Int>
  }

  private(set) var skips: [Skip] = []
  /// Places of one file that are asked for their conditions.
  private static let limit = 200
  private let code: CodeText

  init(_ code: CodeText) {
    self.code = code
    switch code.language {
    case .swift: readSwift()
    case .go: for name: StaticString in ["t.Skip(", "t.Skipf(", "t.SkipNow("] { calls(name) }
    case .rust: readRust()
    case .python: readPython()
    case .script: readScript()
    }
    skips.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private mutating func add(_ place: Int, _ name: String, _ what: String = "switches a test off") {
    skips.append(Skip(message: "'\(name)' \(what)", written: name, range: place..<(place + name.utf8.count)))
  }

  /// Calls that skip what they stand in, unless a condition stands around them.
  private mutating func calls(_ name: StaticString) {
    for place in code.places(of: name).prefix(Self.limit) where !isConditional(place) { add(place, "\("\(name)".dropLast())") }
  }

  private func isConditional(_ place: Int) -> Bool {
    let line = code.bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
    if code.text(line..<place).split(whereSeparator: { !$0.isLetter }).contains(where: { Self.conditions.contains(String($0)) }) {
      return true
    }
    let opener = code.language == .python ? PythonScope.opener(of: place, in: code) : BlockScope.opener(of: place, in: code)
    return opener?.split { !$0.isLetter }.contains { Self.conditions.contains(String($0)) } ?? false
  }

  private static let conditions: Set<String> = [
    "if", "elif", "else", "switch", "case", "for", "while", "except", "guard", "catch", "unless", "select",
  ]

  private mutating func readSwift() {
    for attribute: StaticString in ["@Test(", "@Suite("] {
      for place in code.places(of: attribute) {
        guard let close = code.closing(place + attribute.utf8CodeUnitCount - 1) else { continue }
        for off in code.places(of: ".disabled", in: place..<close) where !code.bytes[off..<close].starts(with: Array(".disabled(if:".utf8))
        {
          add(off + 1, "disabled")
        }
        for off in code.places(of: ".enabled(if: false", in: place..<close) { add(off + 1, "enabled(if: false") }
      }
    }
    for name: StaticString in ["XCTSkip(", "XCTSkipIf(true", "XCTSkipUnless(false"] { calls(name) }
  }

  private mutating func readRust() {
    for place in code.places(of: "ignore") where code.word(before: place).isEmpty {
      guard place > 1, code.bytes[place - 1] == 0x5B, code.bytes[place - 2] == 0x23 else { continue }
      add(place, "ignore")
    }
  }

  private mutating func readPython() {
    for name: StaticString in ["pytest.mark.skip", "unittest.skip", "mark.skip"] {
      for place in code.places(of: name) where place == 0 || code.bytes[place - 1] != 0x2E { add(place, "\(name)") }
    }
    for name: StaticString in ["pytest.skip(", "self.skipTest("] { calls(name) }
    for place in code.places(of: "raise").prefix(Self.limit) where code.word(at: code.next(place + 5) ?? place).hasSuffix("SkipTest") {
      if !isConditional(place) { add(place, "raise SkipTest") }
    }
  }

  private mutating func readScript() {
    for name: StaticString in ["xit(", "xtest(", "xdescribe(", "xcontext("] {
      for place in code.places(of: name) where place == 0 || code.bytes[place - 1] != 0x2E { add(place, "\("\(name)".dropLast())") }
    }
    for suite: StaticString in ["it", "test", "describe", "context"] {
      for place in code.places(of: suite) where place == 0 || code.bytes[place - 1] != 0x2E {
        let dot = place + suite.utf8CodeUnitCount
        guard dot < code.bytes.count, code.bytes[dot] == 0x2E else { continue }
        let modifier = code.word(at: dot + 1)
        let written = "\(suite).\(modifier)"
        switch modifier {
        case "skip", "todo", "fixme":
          guard let open = code.next(dot + 1 + modifier.utf8.count), code.bytes[open] != 0x28 || takesNoCondition(open) else { continue }
          add(place, written)
        case "only": add(place, written, "switches every other test of its file off")
        default: continue
        }
      }
    }
    for name: StaticString in ["fit(", "fdescribe("] {
      for place in code.places(of: name) where place == 0 || code.bytes[place - 1] != 0x2E {
        add(place, "\("\(name)".dropLast())", "switches every other test of its file off")
      }
    }
    calls("this.skip(")
  }

  /// Whether the first argument is a name or nothing.
  private func takesNoCondition(_ open: Int) -> Bool {
    guard let next = code.next(open + 1) else { return true }
    return [0x22, 0x27, 0x60, 0x29].contains(code.bytes[next])
  }
}
