import Foundation
import OpenAPI
import PostgresAccess
import SeededDefects
import Testing

@testable import ReferenceService

@Suite struct ContractDocumentTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "contracts/openapi.yaml")

  private func text() throws -> String { try String(contentsOf: Self.file, encoding: .utf8) }

  private func document(_ text: String) throws -> OpenAPIDocument {
    try OpenAPIDocument(Array(text.utf8), path: "contracts/openapi.yaml")
  }

  private func routes() throws -> [Route] {
    let database = PostgresConfiguration(host: "127.0.0.1", port: 1, user: "nobody", database: "none")
    let configuration = ServiceConfiguration(database: database, identity: try .examined(ReferenceAccounts()))
    return try ReferenceService(configuration, parts: .healthy(configuration)).routes.routes
  }

  @Test("The document describes the service's routes, all of them and no other")
  func sameOperations() throws {
    let documented = try document(text()).operations.map { "\($0.name) \($0.operationID ?? "")" }
    let served = try routes().map { "\($0.method.rawValue) \($0.path) \($0.operationID)" }
    #expect(documented.sorted() == served.sorted())
  }

  @Test("An operation asks for a bearer token in the document when its route does")
  func sameAccess() throws {
    let document = try document(text())
    for route in try routes() {
      guard case .bearer = route.access else { continue }
      #expect(document.operation(id: route.operationID)?.requiresCredentials == true, "\(route.operationID)")
    }
  }

  @Test("Every defect of the document changes it and leaves it readable")
  func defects() throws {
    let healthy = try text()
    for defect in DefectCatalog.all {
      guard case .contract(let change) = defect.change else { continue }
      let changed = try change(healthy)
      #expect(changed != healthy)
      #expect(try document(changed).operations.count == document(healthy).operations.count)
    }
  }
}
