import Testing
import XMLKit

@Suite struct XMLTreeTests {
  @Test("Elements, attributes, text, namespaces and lines are read")
  func reading() throws {
    let text = """
      <?xml version="1.0"?>
      <a xmlns="urn:x" k="1&lt;2">
        <b>one</b><c><b>two<![CDATA[<&]]></b></c>
      </a>
      """
    let root = try XMLTree.parse(Array(text.utf8))
    #expect(root.name == "a")
    #expect(root.namespace == "urn:x")
    #expect(root["k"] == "1<2")
    #expect(root["none"] == nil)
    #expect(root.children(named: "b").map(\.text) == ["one"])
    #expect(root.descendants(named: "b").map(\.text) == ["one", "two<&"])
    #expect(root.descendants(named: "b").map(\.line) == [3, 3])
  }

  @Test(
    "A document type is refused, whatever it declares",
    arguments: [
      "<!DOCTYPE a><a/>",
      "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
      "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><a/>",
      "<!DOCTYPE a [<!ENTITY x \"yyyyyyyy\"><!ENTITY z \"&x;&x;&x;&x;\">]><a k=\"&z;&z;\"/>",
    ])
  func documentTypes(text: String) {
    #expect(throws: XMLError.documentTypeRefused) { try XMLTree.parse(Array(text.utf8)) }
  }

  @Test(
    "What is not well-formed is an error with its line",
    arguments: [("<a>\n<b>\n</a>", 3), ("<a>\n\u{1}</a>", 2), ("<a/>\n<b/>", 2), ("<a>\n&#0;</a>", 2)])
  func malformed(text: String, line: Int) throws {
    let error = try #require(throws: XMLError.self) { try XMLTree.parse(Array(text.utf8)) }
    guard case .malformed(let problem) = error else {
      Issue.record("another error: \(error)")
      return
    }
    #expect(problem.line == line)
    #expect(!problem.message.isEmpty && !problem.message.contains("\n"))
  }

  @Test("Nothing, garbage and cut-off text are errors", arguments: [[], [0], [0xFF, 0xFE], Array("<a".utf8), Array("text".utf8)])
  func garbage(bytes: [UInt8]) {
    #expect(throws: XMLError.self) { try XMLTree.parse(bytes) }
  }

  @Test("A hundred thousand elements inside one another are an error, not a crash")
  func depth() {
    let text = String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
    #expect(throws: XMLError.tooDeep(limit: 256)) { try XMLTree.parse(Array(text.utf8)) }
  }

  @Test("Depth counts elements inside one another, not beside one another")
  func depthLimit() throws {
    let text = Array("<a><b><c/><c/></b><b><c/></b></a>".utf8)
    #expect(try XMLTree.parse(text, limits: XMLLimits(maximumDepth: 3)).descendants(named: "c").count == 3)
    #expect(throws: XMLError.tooDeep(limit: 2)) { try XMLTree.parse(text, limits: XMLLimits(maximumDepth: 2)) }
  }

  @Test("A document larger than the limit is refused before it is parsed")
  func size() {
    #expect(throws: XMLError.tooLarge(bytes: 4, limit: 3)) {
      try XMLTree.parse(Array("<a/>".utf8), limits: XMLLimits(maximumByteCount: 3))
    }
  }
}
