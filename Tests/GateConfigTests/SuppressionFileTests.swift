import GateConfig
import GateModel
import Testing

struct SuppressionFileTests {
  private static let good = """
      - fingerprint: 00112233445566778899aabbccddeeff
        check: guard/unpinned-image
        reason: the registry of the vendor has no digests
        owner: platform
        created: 2026-07-31
        expires: 2027-01-31

    """

  @Test("A complete entry is read with its place")
  func completeEntry() throws {
    let file = try SuppressionFile(text: "suppressions:\n" + Self.good, path: "s.yml")
    #expect(file.problems.isEmpty)
    #expect(file.entries.map(\.owner) == ["platform"])
    #expect(file.entries.first?.location.line == 2)
  }

  @Test("An entry of an earlier commit may be of before its first day was asked for")
  func earlier() throws {
    let text = "suppressions:\n" + Self.good.replacing("    created: 2026-07-31\n", with: "")
    let entries = try SuppressionFile(text: text, path: "s.yml", isEarlier: true).entries
    #expect(entries.map(\.expires) == ["2027-01-31"])
  }

  @Test(
    "An entry that lacks or misspells a member is a problem, and the others still hold",
    arguments: [
      ("reason: the registry of the vendor has no digests", "reason: ' '"), ("expires: 2027-01-31", "expires: soon"),
      ("expires: 2027-01-31", "expires: 2027-13-31"),
      ("expires: 2027-01-31", "expires: 2027-02-29"), ("expires: 2027-01-31", "expires: 2026-07-30"),
      ("created: 2026-07-31", "created: 31.7."),
      ("    created: 2026-07-31\n", ""), ("owner: platform", "ownr: platform"),
      ("fingerprint: 00112233445566778899aabbccddeeff", "fingerprint: 0011"),
    ])
  func malformedEntry(part: String, replacement: String) throws {
    let broken = Self.good.replacing(part, with: replacement)
    let file = try SuppressionFile(text: "suppressions:\n" + broken + Self.good, path: "s.yml")
    #expect(file.problems.count == 1)
    #expect(file.entries.count == 1)
  }

  @Test("A file that is no list of suppressions is an error")
  func noList() {
    #expect(throws: ConfigError.self) { try SuppressionFile(text: "suppressions: all\n", path: "s.yml") }
    #expect(throws: ConfigError.self) { try SuppressionFile(text: "exceptions: []\n", path: "s.yml") }
  }
}
