import JSONDocument
import Testing

@testable import JSONSchema

@Suite struct SamplingTests {
  @Test("every edge of a format is valid, and everything that is called broken is not", arguments: StringFormat.allCases)
  func formats(format: StringFormat) {
    for edge in FormatSampler.edges(format) { #expect(format.matches(edge.text), "\(edge.text)") }
    for broken in FormatSampler.broken(format) { #expect(!format.matches(broken), "\(broken)") }
    var random = SeededGenerator(seed: 1)
    for effort in [Effort.plain, .low, .high, .random] {
      let text = FormatSampler.sample(format, lengths: 0...10_000, effort, &random)
      #expect(format.matches(text), "\(text)")
    }
  }

  @Test(
    "reaches every length that a pattern has",
    arguments: ["^[a-z]{2,6}$", "^a+b+$", "^(ab|c)*$", "^\\d{1,3}(\\.\\d{1,3}){0,2}$", "^x?y?z?$", "^(a|bb|ccc)$", "^[a-z]+(-[a-z]+)*$"])
  func lengths(pattern text: String) throws {
    let plan = PatternPlan(try ECMAPattern(text))
    var random = SeededGenerator(seed: 1)
    for length in plan.root.least...min(plan.root.most ?? 12, 12) {
      let hits = (0..<40).contains { _ in
        let sample = PatternSampler(isRandom: true).sample(plan, length: length, &random)
        return sample.map { $0.unicodeScalars.count == length && plan.pattern.matches($0) } ?? false
      }
      // Some lengths can't be: they are told by the check, not by the sampler.
      let possible = text != "^\\d{1,3}(\\.\\d{1,3}){0,2}$" || length > 0
      #expect(hits || !possible, "length \(length)")
    }
  }

  @Test("counts numbers exactly where doubles would not")
  func numbers() throws {
    let schema = try CompiledSchema(
      try JSONParser.parse(#"{"type": "number", "minimum": 0.1, "maximum": 0.7, "multipleOf": 0.1}"#))
    let plan = GenerationPlan(program: schema.program)
    let shape = try #require(plan.variants(of: plan.group(of: [schema.root])).first).shape
    let range = try #require(NumberRange(shape, isInteger: false))
    let all = (1...7).map { range.number(Int128($0) * range.step)?.text }
    #expect(all == ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"])
    #expect(range.low.flatMap(range.number)?.text == "0.1")
    #expect(range.high.flatMap(range.number)?.text == "0.7")
  }

  @Test(
    "reads decimals of every form",
    arguments: [("1.50", 15, 1), ("-0.25", -25, 2), ("1e3", 1_000, 0), ("12e-1", 12, 1), ("0", 0, 0), ("100", 100, 0)]
      as [(String, Int128, Int)])
  func units(text: String, digits: Int128, places: Int) throws {
    let number = try #require(JSONNumber(text))
    let parts = try #require(Units.parts(number))
    #expect(parts.digits == digits)
    #expect(parts.places == places)
    #expect(JSONNumber(Units.text(digits, places: places)) == JSONNumber(text))
  }
}
