import Testing

@testable import GuardGate

@Suite struct EventSchemaTests {
  private func inspect(_ text: String) async throws -> Inspection {
    try await Inspection("secret-in-event-schema", files: ["contracts/events/a.schema.json": text])
  }

  @Test("A file that is no JSON is an error that names it", arguments: ["", "{", "{\"properties\": {}} x", "\u{0}"])
  func broken(text: String) async throws {
    let outcome = try await inspect(text).outcome
    #expect(outcome?.name == "errored")
    #expect(outcome?.reason?.contains("contracts/events/a.schema.json") == true)
  }

  @Test("A schema that is nested without bound is an error and is not half read")
  func deep() async throws {
    let text = String(repeating: "{\"items\":", count: 250) + "{\"properties\": {\"password\": {}}}" + String(repeating: "}", count: 250)
    #expect(try await inspect(text).outcome?.name == "errored")
    let values = "{\"default\":" + String(repeating: "[", count: 250) + "{\"password\": 1}" + String(repeating: "]", count: 250) + "}"
    #expect(try await inspect(values).outcome?.name == "errored")
  }

  @Test("No folder is a reason to skip, and schemas without a member prove nothing")
  func nothing() async throws {
    #expect(try await Inspection("secret-in-event-schema", files: [:]).outcome?.name == "skipped")
    for text in ["{}", "true", "[]", "{\"properties\": 1, \"required\": {}, \"$ref\": 1, \"oneOf\": 3}"] {
      #expect(try await inspect(text).outcome?.name == "inconclusive")
    }
  }

  @Test("Canonically equal keys are told apart by their bytes")
  func bytes() async throws {
    let result = try await inspect("{\"properties\": {\"caf\u{e9}_token\": {}, \"cafe\u{301}_token\": {}}}")
    #expect(result.findings.count == 2)
  }
}
