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
    let answer = control.status.map { "answered \($0)" } ?? "not answered"
    guard control.isAccepted, let properties = Self.properties(of: control, in: lane.model) else {
      return .inconclusive("the call without read-only properties was \(answer), so that one with them proves nothing")
    }
    return try await compare(properties, after: control, in: &lane)
  }

  /// Read-only properties that no earlier answer gave; nil for a call without a JSON body.
  private static func properties(of control: Exchange, in model: ContractModel) -> [MarkedProperty]? {
    let draft = control.request.draft
    guard case .value(let body, let media) = draft.body, media.isJSON, let schema = media.schema else { return nil }
    let given = Set(draft.preparation.origins.keys)
    let all = model.document.properties(marked: .readOnly, by: schema, in: body)
    return Array(all.filter { !given.contains(.body($0.place)) }.prefix(mostProperties))
  }

  private func compare(_ properties: [MarkedProperty], after control: Exchange, in lane: inout Lane) async throws -> Examination {
    let reader = ReadBack(lane.operation, in: lane.model)
    var shown: [(property: MarkedProperty, value: JSONValue)] = []
    for property in properties {
      if let own = try await reader.value(at: property.place, after: control, in: lane) { shown.append((property, own)) }
    }
    if shown.isEmpty { return .skipped("no answer shows a read-only property, so that it can't be seen whether one was set") }
    var sightings: [Sighting] = []
    for (property, own) in shown {
      let values = try Self.values(of: property, unlike: own, in: lane)
      if let sighting = try await probe(property, values, reader, in: &lane) { sightings.append(sighting) }
    }
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
      draft.bodyValue = draft.bodyValue?.replacing(at: property.place, with: value)
    }
    guard let shown = try await reader.value(at: property.place, after: exchange, in: lane), shown == value else { return nil }
    return exchange
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
