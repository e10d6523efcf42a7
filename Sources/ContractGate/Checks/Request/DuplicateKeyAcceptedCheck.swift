import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// An object with the same name twice means two things to two parsers, so that it should be refused (RFC 8259, section 4).
///
/// It is an error only where the document settles it: one of the two values breaks the schema. Otherwise it is a warning.
struct DuplicateKeyAcceptedCheck: TrialCheck {
  let descriptor = CheckDescriptor(
    id: "contract/duplicate-key-accepted", title: "Object with the same name twice that is accepted",
    rationale: "A gateway checks one of the values and the service uses the other.",
    remedy: "Let the parser refuse duplicate names, and answer 400")

  private static let samples = 8

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { operation.requestBody?.json?.schema != nil }

  func trials(from base: RequestDraft, in model: ContractModel, seed: UInt64, limit: Int) throws -> [Trial] {
    guard case .value(.object(let object), let media) = base.body, media.isJSON, let pointer = media.schema else { return [] }
    let schema = try model.schema(at: pointer)
    guard schema.accepts(.object(object)) else { return [] }
    let given = base.preparation.origins.keys
    let names = object.keys.filter { name in
      !given.contains { slot in if case .body(let place) = slot { place.tokens.first ?? name == name } else { false } }
    }
    var trials: [Trial] = []
    func add(_ name: String, _ second: JSONValue, _ label: String) {
      var twice = object
      twice.append(name, second)
      var draft = base
      draft.bodyValue = .object(twice)
      trials.append(Trial(.coverage, .outside, label, owner: id, place: media.pointer, draft: draft))
    }
    if let (name, other) = try Self.valid(names, object, pointer, schema, model, seed) { add(name, other, Label.valid.rawValue) }
    if let (name, other) = Self.invalid(names, object, schema) { add(name, other, Label.invalid.rawValue) }
    return trials
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    guard exchange.trial.owner == id, let status = exchange.status else { return nil }
    guard exchange.isAccepted else { return [] }
    let pointer = exchange.trial.place ?? exchange.operation.pointer
    let name = "\(exchange.operation.name) answered \(status) to a body with the same name twice"
    guard exchange.trial.label == Label.invalid.rawValue else {
      return [Violation("\(name) and two values", at: pointer, cause: ["valid"], severity: .warning)]
    }
    return [Violation("\(name), the second time with a value that breaks the schema", at: pointer, cause: ["invalid"])]
  }

  private enum Label: String {
    case valid = "same name twice, both values valid"
    case invalid = "same name twice, the second value invalid"
  }

  /// A member with another value that is valid too.
  private static func valid(
    _ names: [String], _ object: JSONObject, _ pointer: JSONPointer, _ schema: CompiledSchema, _ model: ContractModel, _ seed: UInt64
  ) throws -> (String, JSONValue)? {
    for number in 0..<samples {
      guard let sample = try? model.sample(pointer, number: number, seed: seed) else { continue }
      for name in names {
        guard let other = sample[name], let old = object[name], other != old else { continue }
        var changed = object
        changed[name] = other
        if schema.accepts(.object(changed)) { return (name, other) }
      }
    }
    return nil
  }

  private static func invalid(_ names: [String], _ object: JSONObject, _ schema: CompiledSchema) -> (String, JSONValue)? {
    for name in names {
      for other in [JSONValue.bool(true), 7, [:]] where other.kind != object[name]?.kind {
        var changed = object
        changed[name] = other
        if !schema.accepts(.object(changed)) { return (name, other) }
      }
    }
    return nil
  }
}
