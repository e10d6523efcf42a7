import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// A property that the document marks as read-only must not take the value that a request has: the service refuses or ignores it.
struct ReadOnlyPropertyAcceptedCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/read-only-property-accepted", title: "Read-only property that a request can set",
    rationale: "Identifiers, owners, balances and states are the service's; a caller that can set them owns them.",
    remedy: "Copy only the writable properties out of a request, or refuse the read-only ones with 422")

  private static let methods: Set<String> = ["POST", "PUT", "PATCH"]
  private static let mostProperties = 4
  private static let samples = 10

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    guard Self.methods.contains(operation.method), let schema = operation.requestBody?.json?.schema else { return false }
    return !model.document.properties(marked: .readOnly, by: schema, in: [:]).isEmpty
  }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    let control = try await lane.call(.valid, "without read-only properties", owner: id) { _ in }
    guard control.isAccepted, case .value(let body, let media) = control.request.draft.body, media.isJSON, let schema = media.schema else {
      let answer = control.status.map { "answered \($0)" } ?? "not answered"
      return .inconclusive("the call without read-only properties was \(answer), so that one with them proves nothing")
    }
    let given = control.request.draft.preparation.origins.keys
    let properties = lane.model.document.properties(marked: .readOnly, by: schema, in: body).filter { !given.contains(.body($0.place)) }
    let reader = ReadBack(operation, in: lane.model)
    var sightings: [Sighting] = []
    var compared = 0
    for property in properties.prefix(Self.mostProperties) {
      guard let own = try await reader.value(at: property.place, after: control, in: lane) else { continue }
      compared += 1
      let values = try Self.values(of: property, unlike: own, in: lane)
      if let sighting = try await probe(property, values, reader, in: &lane) { sightings.append(sighting) }
    }
    if compared == 0 { return .skipped("no answer shows a read-only property, so that it can't be seen whether one was set") }
    return .examined(sightings)
  }

  /// A property that took two different values was set by the request; with one value it must also be another one without it.
  private func probe(
    _ property: MarkedProperty, _ values: [JSONValue], _ reader: ReadBack, in lane: inout Lane
  ) async throws -> Sighting? {
    guard let first = values.first, let exchange = try await taking(first, property, reader, in: &lane) else { return nil }
    if let second = values.dropFirst().first {
      if try await taking(second, property, reader, in: &lane) == nil { return nil }
    } else {
      _ = try await lane.freshObjects()
      let plain = try await lane.call(.valid, "without read-only properties", owner: id) { _ in }
      guard let shown = try await reader.value(at: property.place, after: plain, in: lane), shown != first else { return nil }
    }
    let message = "\(lane.operation.name) sets \(property.place) as the request says, which is read-only"
    return Sighting(violation: Violation(message, at: property.mark, cause: [property.place.description]), exchange: exchange)
  }

  /// The call with that value, where the property has it afterwards.
  private func taking(
    _ value: JSONValue, _ property: MarkedProperty, _ reader: ReadBack, in lane: inout Lane
  ) async throws -> Exchange? {
    _ = try await lane.freshObjects()
    let exchange = try await lane.call(.outside, "read-only \(property.place)", owner: id) { draft in
      draft.bodyValue = draft.bodyValue?.replacing(property.place, with: value)
    }
    return try await reader.value(at: property.place, after: exchange, in: lane) == value ? exchange : nil
  }

  /// Valid values of the property that the service didn't choose itself.
  private static func values(of property: MarkedProperty, unlike own: JSONValue, in lane: Lane) throws -> [JSONValue] {
    let schema = try lane.model.schema(at: property.schema)
    var values: [JSONValue] = []
    var generator = InstanceGenerator(schema, seed: lane.seed, ambiguity: .settled, startingAt: RequestDrafter.Effort.random(0).number)
    for _ in 0..<samples where values.count < 2 {
      guard let value = try? generator.next(), value != own, !value.isNull, !values.contains(value) else { continue }
      values.append(value)
    }
    return values
  }
}
