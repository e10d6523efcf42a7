import Testing

@testable import ReferenceService

@Suite struct EntityTagListTests {
  @Test(
    "matches a strong tag",
    arguments: [
      ("\"abc\"", true), ("\"x\", \"abc\"", true), ("\"x\",\t\"abc\" ", true), ("*", true), (" * ", true), ("W/\"abc\"", false),
      ("\"ABC\"", false), ("abc", false), ("\"x,\\\"abc\"", false), ("", false), ("*, \"x\"", false), ("\"a\"bc\"", false),
    ])
  func matches(header: String, expected: Bool) {
    #expect(EntityTagList(header).contains(strong: "\"abc\"") == expected)
  }
}
