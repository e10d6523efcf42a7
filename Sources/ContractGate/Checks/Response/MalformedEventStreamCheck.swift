import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// A stream of events is written as the HTML standard says, and each event's data is what the document says.
struct MalformedEventStreamCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/malformed-event-stream", title: "Stream of events that clients lose something of",
    rationale: "Clients of event streams report no errors: what they can't read is gone without a word.",
    remedy: "Write each event as fields and an empty line, with data that is valid against the declared schema")

  /// Events of one answer that are looked at.
  private static let mostEvents = 200

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    operation.responses.contains { $0.content.contains { Self.isStream($0.essence) } }
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) throws -> [Violation]? {
    guard let response = exchange.response, exchange.isAccepted, exchange.mayHaveBody, let type = exchange.media, Self.isStream(type),
      let declaration = exchange.declaration
    else { return nil }
    let media = declaration.mediaType(for: type)
    let pointer = media?.pointer ?? declaration.pointer
    let name = "\(exchange.subject) answered \(response.status) with a stream of events that has"
    let stream = EventStream(response.body, isWhole: !response.isCut)
    var violations = stream.faults.map { Violation("\(name) \($0.rawValue)", at: pointer, cause: [$0.rawValue]) }
    guard let place = media?.itemSchema else { return violations }
    let schema = try model.responseSchema(at: place)
    let describesEvent = Self.describesEvent(place, in: model.document)
    var seen: Set<String> = []
    for event in stream.events.prefix(Self.mostEvents) {
      let value: JSONValue
      if describesEvent {
        value = Self.value(of: event)
      } else if let data = try? JSONParser.parse(event.data) {
        value = data
      } else {
        // A schema that texts may have says nothing about how the text is written.
        if !schema.accepts(.string(event.data)), seen.insert("json").inserted {
          violations.append(Violation("\(name) data that is no JSON, where the document has a schema", at: place, cause: ["json"]))
        }
        continue
      }
      guard let error = schema.validate(value).first, describesEvent || !schema.accepts(.string(event.data)) else { continue }
      let cause = error.schema.pointer.description
      guard seen.insert(cause).inserted else { continue }
      let part = error.instance.tokens.isEmpty ? "an event" : "\(error.instance) of an event"
      violations.append(Violation("\(name) \(part) wrong: \(error.message)", at: error.schema.pointer, cause: [cause]))
    }
    return violations
  }

  /// OpenAPI 3.2 describes the whole event; a schema without a property `data` can only mean the data.
  private static func describesEvent(_ place: JSONPointer, in document: OpenAPIDocument) -> Bool {
    document.source.root[document.resolve(place)]?["properties"]?["data"] != nil
  }

  private static func value(of event: EventStream.Event) -> JSONValue {
    var object = JSONObject()
    object.append("data", .string(event.data))
    if let type = event.type { object.append("event", .string(type)) }
    if let id = event.id { object.append("id", .string(id)) }
    return .object(object)
  }

  private static func isStream(_ name: MediaTypeName) -> Bool { name.type == "text" && name.subtype == "event-stream" }
}
