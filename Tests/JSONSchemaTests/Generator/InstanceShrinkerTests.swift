import JSONDocument
import JSONSchema
import Testing

@Suite struct InstanceShrinkerTests {
  private static let values: [JSONValue] = [
    nil, true, 0, -17, 12_345, 2.75, "", "a", "Straße \u{1F600}", [], [1, [2, 3], "x"], [:], ["a": 1, "b": ["c": nil, "d": "text"]],
    JSONValue.number(JSONNumber(Int.min)), JSONValue.number(JSONNumber("1e400") ?? JSONNumber(0)),
  ]

  @Test("proposes only what is simpler", arguments: values)
  func simpler(value: JSONValue) {
    let weight = InstanceShrinker.weight(of: value)
    for candidate in InstanceShrinker().candidates(of: value) { #expect(InstanceShrinker.weight(of: candidate) < weight) }
  }

  @Test("comes down to what matters")
  func smallest() {
    let value: JSONValue = ["id": 12_345, "name": "some long name", "tags": ["x", "y", "z"], "deep": ["a": ["b": 9]]]
    let small = InstanceShrinker().smallest(from: value) { ($0["id"]?.int ?? 0) >= 100 }
    #expect(small == ["id": 100])
  }

  @Test("asks no more often than it may")
  func bounded() {
    var asked = 0
    _ = InstanceShrinker().smallest(from: .string(String(repeating: "b", count: 500)), tries: 50) { _ in
      asked += 1
      return true
    }
    #expect(asked <= 50)
  }
}
