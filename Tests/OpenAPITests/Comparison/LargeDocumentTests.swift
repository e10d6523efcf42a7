import JSONDocument
import OpenAPI
import Testing

/// Five hundred operations over a web of shared and recursive schemas.
struct LargeDocumentTests {
  static func document(operations: Int, maximum: Int, description: String) throws -> OpenAPIDocument {
    var paths: [String] = []
    var schemas: [String] = []
    for number in 0..<operations {
      let body = ##""content":{"application/json":{"schema":{"$ref":"#/components/schemas/S\##(number)"}}}"##
      paths.append(
        #""/r\#(number)/{id}":{"post":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}],"#
          + #""requestBody":{\#(body)},"responses":{"200":{"description":"\#(description)",\#(body)}}}}"#)
      schemas.append(
        ##""S\##(number)":{"type":"object","description":"\##(description)","required":["id"],"properties":{"id":{"type":"string"},"##
          + ##""count":{"type":"integer","maximum":\##(number == 7 ? maximum : 100)},"self":{"$ref":"#/components/schemas/S\##(number)"},"##
          + ##""next":{"$ref":"#/components/schemas/S\##((number + 1) % operations)"}}}"##)
    }
    let text = """
      {"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{\(paths.joined(separator: ","))},
      "components":{"schemas":{\(schemas.joined(separator: ","))}}}
      """
    return try OpenAPIDocument(Array(text.utf8), path: "large.json")
  }

  @Test("A large document against itself, and against one with other prose, is silent")
  func same() throws {
    let old = try Self.document(operations: 500, maximum: 100, description: "a")
    let new = try Self.document(operations: 500, maximum: 100, description: "b")
    #expect(DocumentComparison(base: old, revision: old).changes().isEmpty)
    #expect(DocumentComparison(base: old, revision: new).changes().isEmpty)
    #expect(DocumentComparison(base: old, revision: new).touchedOperations().isEmpty)
  }

  @Test("One changed schema in a ring of thirty is found once in requests, with every operation that uses it")
  func changed() throws {
    let old = try Self.document(operations: 30, maximum: 100, description: "a")
    let new = try Self.document(operations: 30, maximum: 50, description: "a")
    let comparison = DocumentComparison(base: old, revision: new)
    #expect(comparison.touchedOperations().count == 30)
    let breaking = comparison.changes().filter { $0.severity == .error }
    #expect(breaking.contains { $0.subject == "POST /r7/{}" || $0.subject == "POST /r7/{id}" })
    #expect(breaking.allSatisfy { $0.kind == .requestSchemaNarrowed })
  }
}
