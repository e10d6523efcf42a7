import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// Where a schema closes an object, a property that it doesn't know must be refused.
struct UnknownPropertyAcceptedCheck: TrialCheck {
  let descriptor = CheckDescriptor(
    id: "contract/unknown-property-accepted", title: "Unknown property that is accepted",
    rationale: "A misspelt property is lost without a word, and one that the service knows and the document doesn't may be set by anybody.",
    remedy: "Refuse unknown properties with 400 or 422 as the schema says, or open the schema")

  private static let name = "gatehouseUnknown"
  private static let closing: Set<String> = ["additionalProperties", "unevaluatedProperties"]
  private static let mostPlaces = 8

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { operation.requestBody?.json?.schema != nil }

  func trials(from base: RequestDraft, in model: ContractModel, seed: UInt64, limit: Int) throws -> [Trial] {
    guard case .value(let value, let media) = base.body, media.isJSON, let pointer = media.schema else { return [] }
    let schema = try model.schema(at: pointer)
    guard schema.accepts(value) else { return [] }
    var trials: [Trial] = []
    for place in Self.objects(in: value, at: .root) where trials.count < min(limit, Self.mostPlaces) {
      let unknown = place.appending(Self.name)
      guard let wrong = value.replacing(at: unknown, with: "gatehouse"), let keyword = Self.keyword(schema.validate(wrong))
      else { continue }
      var draft = base
      draft.bodyValue = wrong
      let label = "unknown property in \(Self.text(of: place))"
      trials.append(Trial(.coverage, .invalid, label, owner: id, place: keyword, draft: draft))
    }
    return trials
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    guard exchange.trial.owner == id, let status = exchange.status else { return nil }
    guard exchange.isAccepted else { return [] }
    let message = "\(exchange.operation.name) answered \(status) to an \(exchange.trial.label), where the schema allows none"
    return [Violation(message, at: exchange.trial.place ?? exchange.operation.pointer, cause: [exchange.trial.label])]
  }

  /// The keyword that forbids the property, also where it is one of several alternatives that do.
  private static func keyword(_ errors: [ValidationError]) -> JSONPointer? {
    for error in errors {
      if closing.contains(error.keyword) { return error.schema.pointer }
      if let inner = keyword(error.causes) { return inner }
    }
    return nil
  }

  /// Of the items of a list the first stands for all.
  private static func objects(in value: JSONValue, at place: JSONPointer) -> [JSONPointer] {
    switch value {
    case .object(let object): [place] + object.members.flatMap { objects(in: $0.value, at: place.appending($0.key)) }
    case .array(let items): items.first.map { objects(in: $0, at: place.appending(0)) } ?? []
    default: []
    }
  }

  private static func text(of place: JSONPointer) -> String { place.tokens.isEmpty ? "the body" : "\(place) of the body" }
}
