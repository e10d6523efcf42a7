import JSONDocument
import JSONSchema
import OpenAPI

/// A draft that differs from an accepted one in one value.
struct Deviation: Sendable {
  /// In words: `query limit: above the maximum`.
  let label: String
  /// The keyword of the document that it is about.
  let place: JSONPointer
  let draft: RequestDraft
}

/// Makes drafts that differ from an accepted one in one value of a parameter or of the body.
struct Deviations {
  let base: RequestDraft
  let model: ContractModel
  let seed: UInt64
  /// For each parameter and for the body.
  let limit: Int

  /// Valid ones at the limits of what the document allows, as every strict server reads them.
  func valid() throws -> [Deviation] {
    var result: [Deviation] = []
    for parameter in open() {
      guard let (schema, value) = try instance(of: parameter) else { continue }
      let readings = ParameterReadings(model.encoding(of: parameter))
      for case let instance in BoundaryCases.of(schema, base: value, seed: seed, limit: limit)
      where isSettled(instance) && readings.isSettledValid(instance.value, schema: schema) {
        result.append(deviation(parameter, instance))
      }
    }
    guard let (media, schema, value) = try body() else { return result }
    let readings = BodyReadings(model.encoding(of: media), isRequired: base.operation.requestBody?.isRequired ?? false)
    for instance in BoundaryCases.of(schema, base: value, seed: seed, limit: limit)
    where isSettled(instance) && readings.isSettledValid(instance.value, schema: schema) && keepsGivenValues(instance.value) {
      result.append(deviation(instance))
    }
    return result
  }

  /// Whether nothing but the keyword decides: a read-only property may be refused, and formats have limits of their own.
  private func isSettled(_ instance: LabelledInstance) -> Bool {
    var place = instance.keyword.pointer
    for _ in 0..<3 {
      let schema = model.document.source.root[model.document.resolve(place)]
      if schema?["readOnly"]?.bool == true || schema?["format"] != nil { return false }
      guard let parent = place.parent else { return true }
      place = parent
    }
    return true
  }

  /// Ones that break the document in one thing, whichever way a server reads them.
  func invalid() throws -> [Deviation] {
    var result: [Deviation] = []
    for parameter in open() {
      if parameter.isRequired, parameter.location == .query || parameter.location == .cookie {
        var draft = base
        draft.values[Slot(parameter)] = nil
        result.append(Deviation(label: "without \(name(of: parameter))", place: parameter.pointer, draft: draft))
      }
      // A path that names nothing is answered like any other thing that isn't there, and deleting nothing may succeed.
      if parameter.location == .path, base.operation.method == "DELETE" { continue }
      guard let (schema, value) = try instance(of: parameter) else { continue }
      let readings = ParameterReadings(model.encoding(of: parameter))
      for instance in InvalidCases.of(schema, base: value, seed: seed, limit: limit)
      where readings.isSettledInvalid(instance.value, schema: schema) {
        result.append(deviation(parameter, instance))
      }
    }
    guard let (media, schema, value) = try body() else { return result }
    let isRequired = base.operation.requestBody?.isRequired ?? false
    if isRequired {
      var draft = base
      draft.body = .none
      result.append(Deviation(label: "without body", place: base.operation.requestBody?.pointer ?? base.operation.pointer, draft: draft))
    }
    let readings = BodyReadings(model.encoding(of: media), isRequired: isRequired)
    for instance in InvalidCases.of(schema, base: value, seed: seed, limit: limit)
    where readings.isSettledInvalid(instance.value, schema: schema) {
      result.append(deviation(instance))
    }
    return result
  }

  /// Parameters that nothing else decides: credentials and what earlier answers gave are left as they are.
  private func open() -> [Parameter] {
    base.operation.parameters.filter { parameter in
      let slot = Slot(parameter)
      return base.preparation.origins[slot] == nil && !base.operation.isCredential(slot)
    }
  }

  private func instance(of parameter: Parameter) throws -> (CompiledSchema, JSONValue)? {
    guard let place = parameter.schema else { return nil }
    let schema = try model.schema(at: place)
    if let value = base.values[Slot(parameter)], schema.accepts(value) { return (schema, value) }
    return try model.sample(place, number: 1, seed: seed).map { (schema, $0) }
  }

  private func body() throws -> (MediaType, CompiledSchema, JSONValue)? {
    guard case .value(let value, let media) = base.body, let place = media.schema else { return nil }
    let schema = try model.schema(at: place)
    return schema.accepts(value) ? (media, schema, value) : nil
  }

  private func keepsGivenValues(_ value: JSONValue) -> Bool {
    base.preparation.origins.keys.allSatisfy { slot in
      guard case .body(let pointer) = slot else { return true }
      return value[pointer] == base.bodyValue?[pointer]
    }
  }

  private func deviation(_ parameter: Parameter, _ instance: LabelledInstance) -> Deviation {
    var draft = base
    draft.values[Slot(parameter)] = instance.value
    let place = instance.place.tokens.isEmpty ? "" : " \(instance.place)"
    return Deviation(label: "\(name(of: parameter))\(place): \(instance.label)", place: instance.keyword.pointer, draft: draft)
  }

  private func deviation(_ instance: LabelledInstance) -> Deviation {
    var draft = base
    draft.bodyValue = instance.value
    let place = instance.place.tokens.isEmpty ? "body" : "body \(instance.place)"
    return Deviation(label: "\(place): \(instance.label)", place: instance.keyword.pointer, draft: draft)
  }

  private func name(of parameter: Parameter) -> String { "\(parameter.location.rawValue) \(parameter.name)" }
}
