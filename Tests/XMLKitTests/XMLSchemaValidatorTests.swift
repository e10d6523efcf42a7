import Testing
import XMLKit

@Suite struct XMLSchemaValidatorTests {
  static let schema = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:element name="list">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="item" type="xs:int" minOccurs="0" maxOccurs="unbounded"/>
          </xs:sequence>
        </xs:complexType>
      </xs:element>
    </xs:schema>
    """

  private func problems(_ text: String) throws -> [XMLProblem] {
    try XMLSchemaValidator(xsd: Self.schema.utf8).validate(text.utf8)
  }

  @Test("A valid document has no problem")
  func valid() throws {
    #expect(try problems("<list>\n<item>1</item>\n</list>").isEmpty)
  }

  @Test("Each problem has the line where it stands")
  func lines() throws {
    let found = try problems("<list>\n<item>1</item>\n<item>x</item>\n<thing/>\n</list>")
    #expect(found.map(\.line).contains(3))
    #expect(found.map(\.line).contains(4))
    #expect(found.allSatisfy { !$0.message.isEmpty })
  }

  @Test("What cannot be parsed is a problem, not valid", arguments: ["", "<list>", "<!DOCTYPE list><list/>", "\u{0}"])
  func malformed(text: String) throws {
    #expect(try !problems(text).isEmpty)
  }

  @Test("The number of problems is bounded and says how many more there are")
  func bounded() throws {
    let found = try problems("<list>" + String(repeating: "<item>x</item>\n", count: 500) + "</list>")
    #expect(found.count == 101)
    #expect(found.last?.message == "and 400 more problems")
  }

  @Test(
    "What is no schema is an error when the validator is made",
    arguments: [
      "", "<a/>", "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element type=\"no\"/></xs:schema>",
    ])
  func invalidSchema(text: String) {
    #expect(throws: XMLError.self) { try XMLSchemaValidator(xsd: text.utf8) }
  }

  @Test("A schema location in a document is not followed")
  func schemaLocation() throws {
    let text = """
      <list xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="file:///etc/passwd"/>
      """
    #expect(try !problems(text).contains { $0.message.contains("root:") })
  }
}
