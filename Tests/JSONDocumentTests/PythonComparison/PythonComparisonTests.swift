import Foundation
import JSONDocument
import Testing

/// The parser and the canonical form, held against Python's `json` on texts made from a fixed seed.
///
/// The two differ where RFC 8259 does not decide, or Python does not follow it: Python takes `NaN`, `Infinity` and `-Infinity` for
/// numbers and lone halves of surrogate pairs for characters. The comparison refuses them on Python's side; the last test shows them.
@Suite(.enabled(if: PythonInterpreter.path != nil, "python3 is not on the PATH"))
struct PythonComparisonTests {
  @Test("what Python reads is read in the same way, and what it refuses is refused", arguments: [UInt64(1), 2, 3])
  func sameAnswers(_ seed: UInt64) throws {
    var source = JSONTextSource(seed: seed)
    let texts = (0..<2_000).map { $0 % 2 == 0 ? source.validText() : source.damagedText() }
    let answers = try PythonInterpreter.canonicalForms(of: texts)
    try #require(answers.count == texts.count)
    var accepted = 0
    for (text, answer) in zip(texts, answers) {
      let own = (try? JSONParser.parse(text)).map { $0.canonicalBytes() }
      if own != answer {
        Issue.record("\(String(decoding: text, as: UTF8.self)): Python says \(describe(answer)), we say \(describe(own))")
      }
      if answer != nil { accepted += 1 }
    }
    // Both kinds of text must be there, or the comparison shows nothing.
    #expect(accepted > 1_000)
    #expect(accepted < 1_900)
  }

  @Test("what Python takes beyond RFC 8259 is refused", arguments: ["NaN", "[Infinity]", "-Infinity", "\"\\ud800\"", "\"\\udc00\\ud800\""])
  func knownDifferences(_ text: String) throws {
    #expect(try PythonInterpreter.accepts(text))
    #expect(throws: JSONParseError.self) { try JSONParser.parse(text) }
  }

  private func describe(_ form: [UInt8]?) -> String { form.map { String(decoding: $0, as: UTF8.self) } ?? "no" }
}
