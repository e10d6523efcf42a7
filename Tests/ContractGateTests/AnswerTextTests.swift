import Testing

@testable import ContractGate

@Suite struct AnswerTextTests {
  @Test(
    "what differs between two answers, moments and long random texts are left out",
    arguments: [
      ("id 17 is wrong", "id 18 is wrong", "id … is wrong"), ("2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z", "…"),
      ("trace 4e9f6424c14a48f6be", "trace 4e9f6424c14a48f6be", "trace …"), ("price is 12", "price is 12", "price is 12"),
      ("one word", "another shape of words", "one word"),
    ])
  func masked(row: (String, String, String)) {
    #expect(AnswerText.masked(row.0, unlike: row.1) == row.2)
  }
}
