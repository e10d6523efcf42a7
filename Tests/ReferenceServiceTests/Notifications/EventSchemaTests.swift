import Foundation
import JSONDocument
import Testing

@testable import ReferenceService

@Suite struct EventSchemaTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "contracts/events")

  private func schema(_ type: EventType) throws -> JSONValue {
    let file = Self.folder.appending(path: "\(type.rawValue).schema.json")
    return try JSONParser.parse(Array(try Data(contentsOf: file)))
  }

  @Test("Every event type has a closed schema of its own", arguments: EventType.allCases)
  func closed(type: EventType) throws {
    let schema = try schema(type)
    #expect(schema["properties"]?["event_type"]?["const"]?.string == type.rawValue)
    #expect(schema["additionalProperties"]?.bool == false)
    #expect(schema["properties"]?["data"]?["additionalProperties"]?.bool == false)
  }

  @Test("No schema is left without an event type")
  func complete() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(names) == Set(EventType.allCases.map { "\($0.rawValue).schema.json" }))
  }

  @Test("An event carries exactly the fields that its schema asks for")
  func fields() throws {
    let events: [OutboxEvent] = [
      .sessionCreated(tenantID: "t", sessionID: "s"), .sessionFinalized(tenantID: "t", sessionID: "s", terminalMode: "SUPPORTED"),
      .terminalTokenIssued(tenantID: "t", grantID: "g", allocationID: "a"),
    ]
    #expect(Set(events.map(\.type)) == Set(EventType.allCases))
    for event in events {
      let required = try #require(try schema(event.type)["properties"]?["data"]?["required"]?.array).compactMap(\.string)
      #expect(Set(required) == Set(event.data.keys))
    }
  }
}
