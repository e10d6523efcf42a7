import GateModel
import Testing

@Suite struct FingerprintTests {
  private func finding(
    check: CheckID = "k", subject: String = "s", path: String? = "a/b", line: Int? = 1, message: String = "m", identity: [String] = ["i"]
  ) -> Finding {
    Finding(
      check: check, gate: "g", caseID: "c", message: message, subject: subject, location: path.map { SourceLocation(path: $0, line: line) },
      remedy: "r", identity: identity)
  }

  @Test("It stays when only the line, the message or the remedy changes")
  func stable() {
    let first = finding().fingerprint
    #expect(finding(line: 99).fingerprint == first)
    #expect(finding(line: nil).fingerprint == first)
    #expect(finding(message: "other words").fingerprint == first)
  }

  @Test("It changes with the check, the subject, the file and the identity")
  func distinct() {
    let all = [
      finding(), finding(check: "k2"), finding(subject: "s2"), finding(path: "a/c"), finding(path: nil), finding(identity: []),
      finding(identity: ["i", ""]), finding(identity: ["", "i"]), finding(identity: ["j"]), finding(check: "ks", subject: ""),
      finding(subject: "é"), finding(subject: "e\u{301}"),
    ]
    #expect(Set(all.map(\.fingerprint)).count == all.count)
  }

  @Test("It is the same in every version, so that committed suppressions keep holding")
  func golden() {
    #expect(Fingerprint(parts: []).text == "6c62272e07bb0142cbf29ce484222325")
    #expect(Fingerprint(parts: ["guard/unpinned-image", "debian", "Dockerfile", "FROM"]).text == "a6faba72761bb1a84a8d186d9af3d307")
    #expect(Fingerprint(parts: [""]) != Fingerprint(parts: []))
    #expect(Fingerprint(parts: ["ab", "c"]) != Fingerprint(parts: ["a", "bc"]))
  }

  @Test("Many parts give many fingerprints of 32 hexadecimal digits")
  func spread() {
    let texts = Set((0..<20_000).map { Fingerprint(parts: ["check", String($0)]).text })
    #expect(texts.count == 20_000)
    #expect(texts.allSatisfy { $0.utf8.count == 32 && $0.allSatisfy(\.isHexDigit) })
  }
}
