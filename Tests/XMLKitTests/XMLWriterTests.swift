import Testing
import XMLKit

@Suite struct XMLWriterTests {
  static let hostile: [String] = [
    "plain", "a < b && c > d", "]]>", "<![CDATA[x]]>", "\"quoted\" 'twice'", "line\nfeed", "carriage\r\nreturn", "tab\there",
    "  spaces  ", "&amp; &#0; &bogus;", "\u{202E}right to left", "\u{FFFD} replacement", "🎉 \u{10FFFF}", "é e\u{301}", "\u{85}\u{2028}",
    "<!DOCTYPE x [<!ENTITY y 'z'>]>", "<?php ?>", "-->", "",
  ]

  private func written(_ text: String) throws -> [UInt8] {
    try XMLWriter.document { writer throws(XMLError) in
      try writer.element("root", ["value": text]) { () throws(XMLError) in try writer.text(text) }
    }
  }

  @Test("Hostile text that XML can hold is read back equal, from attributes and from content", arguments: hostile)
  func roundTrip(text: String) throws {
    let root = try XMLTree.parse(written(text))
    #expect(root["value"].map { Array($0.utf8) } == Array(text.utf8))
    #expect(Array(root.text.utf8) == Array(text.utf8))
    #expect(root.children.isEmpty)
  }

  @Test("Every character that XML forbids is replaced by U+FFFD and everything else is kept")
  func forbidden() throws {
    var text = "a"
    var expected = "a"
    let controls = (0..<0x20).compactMap { Unicode.Scalar($0) }
    for scalar in controls + ["\u{FFFE}", "\u{FFFF}", "\u{FFFD}", "\u{7F}", "\u{80}", "\u{FEFF}"] {
      let permitted = !(scalar.value < 0x20 && ![9, 10, 13].contains(scalar.value)) && ![0xFFFE, 0xFFFF].contains(scalar.value)
      text.unicodeScalars.append(scalar)
      expected.unicodeScalars.append(permitted ? scalar : "\u{FFFD}")
    }
    let root = try XMLTree.parse(written(text))
    #expect(Array(root.text.utf8) == Array(expected.utf8))
    #expect(root["value"].map { Array($0.utf8) } == Array(expected.utf8))
    #expect(Array(XMLText.replacingForbidden(text).utf8) == Array(expected.utf8))
  }

  @Test("Bytes that are no UTF-8 can be written once they are decoded")
  func hostileBytes() throws {
    let lossy = String(decoding: [0x61, 0xED, 0xA0, 0x80, 0xFF, 0xC0, 0x80, 0x00, 0x62] as [UInt8], as: UTF8.self)
    let root = try XMLTree.parse(written(lossy))
    #expect(root.text == XMLText.replacingForbidden(lossy))
  }

  @Test("Twelve megabytes of text in one element are read back equal")
  func large() throws {
    let text = String(repeating: "0123456789 <&> ", count: 800_000)
    let root = try XMLTree.parse(written(text))
    #expect(Array(root.text.utf8) == Array(text.utf8))
  }

  @Test("Attributes without a value are left out and the others keep their order")
  func attributes() throws {
    let bytes = try XMLWriter.document { writer throws(XMLError) in
      try writer.element("root", ["b": "1", "gone": nil, "a": "2"])
    }
    #expect(try XMLTree.parse(bytes).attributes.map(\.name) == ["b", "a"])
  }

  @Test("Names that are no XML names are errors", arguments: ["", "a b", "1a", "a>", "a\u{0}", "<"])
  func names(name: String) {
    #expect(throws: XMLError.invalidName(name)) {
      try XMLWriter.document { writer throws(XMLError) in try writer.element(name) }
    }
  }

  @Test("A document larger or deeper than its limit is an error")
  func limits() {
    #expect(throws: XMLError.tooDeep(limit: 1)) {
      try XMLWriter.document(limits: XMLLimits(maximumDepth: 1)) { writer throws(XMLError) in
        try writer.element("a") { () throws(XMLError) in try writer.element("b") }
      }
    }
    #expect(throws: XMLError.tooLarge(bytes: 12, limit: 10)) {
      try XMLWriter.document(limits: XMLLimits(maximumByteCount: 10)) { writer throws(XMLError) in
        try writer.element("a") { () throws(XMLError) in try writer.text("elevenbytes") }
      }
    }
  }
}
