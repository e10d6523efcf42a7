import Cryptography
import Foundation
import JSONDocument
import OpenAPI
import SeededDefects
import Testing

@testable import ReferenceService

@Suite struct ContractDocumentTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "contracts")

  private func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: Self.folder.appending(path: name))) }

  private func text() throws -> String { String(decoding: try bytes("openapi.yaml"), as: UTF8.self) }

  private func document(_ text: String) throws -> OpenAPIDocument {
    try OpenAPIDocument(Array(text.utf8), path: "contracts/openapi.yaml")
  }

  /// What the service publishes with phase 2 off or on.
  private func published(phase2: Bool) throws -> OpenAPIDocument {
    let patch = phase2 ? try bytes("openapi.phase2.yaml") : nil
    return try OpenAPIDocument(try PublishedDocument(yaml: bytes("openapi.yaml"), patch: patch).json, path: "openapi.json")
  }

  private func routes(phase2: Bool = false) throws -> [Route] {
    var configuration = try ServiceConfiguration.unconnected()
    configuration.phase2 = phase2
    return try ReferenceService(configuration, parts: .unconnected()).routes.routes
  }

  @Test("The published document describes the service's routes, all of them and no other", arguments: [false, true])
  func sameOperations(phase2: Bool) throws {
    let documented = try published(phase2: phase2).operations.map { "\($0.name) \($0.operationID ?? "")" }
    let served = try routes(phase2: phase2).map { "\($0.method.rawValue) \($0.path) \($0.operationID)" }
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

  @Test("What is published is what is committed, and stands alone", arguments: [false, true])
  func standsAlone(phase2: Bool) throws {
    let published = try published(phase2: phase2)
    #expect(published.brokenReferences().isEmpty)
    #expect(references(in: published.source.root).allSatisfy { $0.hasPrefix("#/") })
    if !phase2 { #expect(published.source.root == (try document(text())).source.root) }
  }

  @Test("Every object that names its properties is closed", arguments: [false, true])
  func closed(phase2: Bool) throws {
    let schemas = try #require(try published(phase2: phase2).source.root["components"]?["schemas"]?.object)
    for (name, schema) in schemas.members {
      #expect(openObjects(in: schema, at: name).isEmpty)
    }
  }

  @Test("Every operation has what a client is made from: an id of its own, a type for every body", arguments: [false, true])
  func typed(phase2: Bool) throws {
    let document = try published(phase2: phase2)
    #expect(Set(document.operations.map(\.operationID)).count == document.operations.count)
    #expect(document.problems.isEmpty)
    for operation in document.operations {
      let contents = (operation.requestBody?.content ?? []) + operation.responses.flatMap(\.content)
      #expect(contents.allSatisfy { $0.schema != nil }, "\(operation.name)")
    }
  }

  @Test("The lock names the hash of each document; make it with: cd contracts && sha256sum openapi*.yaml > openapi.lock")
  func lock() throws {
    let lines = try ["openapi.phase2.yaml", "openapi.yaml"].map { "\(Hex.encode(Digest.sha256(try bytes($0))))  \($0)\n" }
    #expect(String(decoding: try bytes("openapi.lock"), as: UTF8.self) == lines.joined())
  }

  @Test("Phase 2 only adds to the document")
  func additive() throws {
    let changes = DocumentComparison(base: try published(phase2: false), revision: try published(phase2: true)).changes()
    #expect(changes.filter { $0.severity != .note }.map(\.message) == [])
    #expect(changes.contains { $0.kind == .operationAdded })
  }

  @Test("phase2.breaking-change makes the region a field that clients of before do not send")
  func breaking() throws {
    guard case .files(let edits)? = DefectCatalog.named("phase2.breaking-change")?.change, let edit = edits.first else {
      Issue.record("the defect edits no file")
      return
    }
    let patch = try edit.applied(to: String(decoding: try bytes("openapi.phase2.yaml"), as: UTF8.self))
    let json = try PublishedDocument(yaml: bytes("openapi.yaml"), patch: Array(patch.utf8)).json
    let changes = DocumentComparison(base: try published(phase2: false), revision: try OpenAPIDocument(json, path: "openapi.json"))
      .changes()
    #expect(changes.contains { $0.severity == .error && $0.subject == "POST /v1/sessions" })
  }

  @Test("A document that is none is refused with its place", arguments: ["", "- a", "a: [", "a: 1\na: 2"])
  func unreadable(text: String) {
    #expect(throws: PublishedDocument.Problem.self) { try PublishedDocument(yaml: Array(text.utf8)) }
  }

  private func references(in value: JSONValue) -> [String] {
    switch value {
    case .array(let items): items.flatMap { references(in: $0) }
    case .object(let object):
      object.members.flatMap { $0.key == "$ref" ? [$0.value.string ?? "?"] : references(in: $0.value) }
    case .null, .bool, .number, .string: []
    }
  }

  private func openObjects(in schema: JSONValue, at place: String) -> [String] {
    var found: [String] = []
    if schema["properties"] != nil, schema["additionalProperties"]?.bool != false { found.append(place) }
    for (name, property) in schema["properties"]?.object?.members ?? [] { found += openObjects(in: property, at: "\(place).\(name)") }
    if let items = schema["items"] { found += openObjects(in: items, at: place + "[]") }
    return found
  }
}
