import GateModel
import Testing

@Suite struct EvidenceTests {
  @Test("Evidence loses its credentials and what is too long")
  func bounded() {
    #expect(Evidence(title: "t", text: "Authorization: Bearer abc").text == "Authorization: Bearer [redacted]")
    let long = Evidence(title: "t", text: String(repeating: "é", count: Evidence.limit))
    #expect(long.text.utf8.count < Evidence.limit + 100)
    #expect(long.text.hasSuffix("[\(Evidence.limit) more bytes left out]"))
  }

  @Test("A credential that begins before the cut is redacted up to it")
  func cutCredential() {
    let text = String(repeating: "x", count: Evidence.limit - 30) + " \"password\": \"" + String(repeating: "s", count: 60) + "\""
    #expect(!Evidence(title: "t", text: text).text.contains("sss"))
  }
}
