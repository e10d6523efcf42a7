import GateKit
import JSONDocument
import Testing

@testable import StepLanguage

struct YAMLDocumentTests {
  private func error(_ body: () throws -> Void) -> GateError? {
    do {
      try body()
      return nil
    } catch { return error as? GateError }
  }

  @Test("scalars mean what the core schema says, quoted ones are text")
  func scalars() throws {
    let node = try YAMLDocument.parse("[1, 1.5, true, null, ~, yes, 'true', \"1\", 0x10, text]", path: "a.yaml")
    let values = try node.list("x").map(\.scalar)
    #expect(values == [1, 1.5, true, nil, nil, "yes", "true", "1", 16, "text"].map { Optional($0) })
  }

  @Test(
    "broken YAML is an error with its line and column",
    arguments: [
      ("a: [1, 2", "a.yaml:2:1"), ("a: 1\n b: 2", "a.yaml:2:3"), ("a: 'open", "a.yaml:1:9"), ("a: *nowhere", "a.yaml:1:4"),
      ("a: 1\na: 2", "a.yaml:2:1"),
      ("", "a.yaml:1:1"), ("? [list]\n: 1", "a.yaml:1:3"),
    ])
  func broken(text: String, place: String) {
    let found = error { _ = try YAMLDocument.parse(text, path: "a.yaml") }
    #expect(found?.location.map { "\($0)" } == place, "\(String(describing: found))")
    #expect(found?.remedy.isEmpty == false)
  }

  @Test("depth, size and the expansion of aliases are bounded")
  func bounded() {
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(error { _ = try YAMLDocument.parse(deep, path: "a") }?.message.contains("deep") == true)
    #expect(error { _ = try YAMLDocument.parse(String(repeating: "a", count: 2_000_000), path: "a") }?.message.contains("bytes") == true)
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...6 {
      let list = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(list)]\n"
    }
    #expect(error { _ = try YAMLDocument.parse(bomb, path: "a") }?.message.contains("values") == true)
  }

  @Test(
    "durations",
    arguments: [
      ("250ms", Duration.milliseconds(250)), ("1.5s", .milliseconds(1500)), ("2m", .seconds(120)), ("1h", .seconds(3600)),
      ("60001ms", .milliseconds(60_001)),
    ])
  func durations(text: String, wanted: Duration) throws {
    #expect(try YAMLDocument.parse(text, path: "a").duration("d") == wanted)
  }

  @Test("what is no duration is refused", arguments: ["5", "soon", "-1s", "s", "1d", "nans"])
  func notDurations(text: String) {
    #expect(throws: GateError.self) { try YAMLDocument.parse(text, path: "a").duration("d") }
  }
}
