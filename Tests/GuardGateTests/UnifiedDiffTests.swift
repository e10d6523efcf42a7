import Testing

@testable import GuardGate

@Suite struct UnifiedDiffTests {
  private static let lines = (1...20).map { "line \($0)\n" }

  private static func diff(_ before: String, _ after: String) -> String {
    UnifiedDiff(path: "a/b", before: Array(before.utf8), after: Array(after.utf8)).text
  }

  @Test("Changes that are close are one hunk, others are hunks of their own")
  func hunks() {
    var changed = Self.lines
    changed[1] = "two\n"
    changed.remove(at: 5)
    changed[17] = "nineteen\nand more\n"
    let expected = """
      --- a/a/b
      +++ b/a/b
      @@ -1,9 +1,8 @@
       line 1
      -line 2
      +two
       line 3
       line 4
       line 5
      -line 6
       line 7
       line 8
       line 9
      @@ -16,5 +15,6 @@
       line 16
       line 17
       line 18
      -line 19
      +nineteen
      +and more
       line 20

      """
    #expect(Self.diff(Self.lines.joined(), changed.joined()) == expected)
  }

  @Test(
    "Empty texts, and those without a line end, are told from others",
    arguments: [
      ("a", "a", ""), ("", "a\n", "@@ -0,0 +1,1 @@\n+a\n"), ("a\n", "", "@@ -1,1 +0,0 @@\n-a\n"),
      ("a\n", "a", "@@ -1,1 +1,1 @@\n-a\n+a\n\\ No newline at end of file\n"),
    ])
  func ends(before: String, after: String, hunk: String) {
    #expect(Self.diff(before, after) == (hunk.isEmpty ? "" : "--- a/a/b\n+++ b/a/b\n" + hunk))
  }
}
