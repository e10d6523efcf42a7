import GateKit
import JSONDocument
import JSONSchema
import OpenAPI

/// Drafts valid requests of an operation.
struct RequestDrafter: Sendable {
  /// How much of what the document allows goes in.
  struct Effort: Sendable, Hashable {
    /// 0 is the plainest, then everything, lower limits, upper limits, then random ones.
    let number: Int

    static let plain = Effort(number: 0)
    static let full = Effort(number: 1)
    static func random(_ number: Int) -> Effort { Effort(number: 4 + number) }

    /// The plainest calls and those at the lower limits have no optional parts.
    var takesOptional: Bool { number == 1 || number >= 3 }
  }

  let model: ContractModel
  let identity: TargetIdentity
  let known: KnownValues

  /// - Parameter preparation: its values are taken where there are some.
  /// - Throws: ``GenerationError`` where a required part has no valid instance.
  func draft(_ operation: Operation, _ effort: Effort, preparation: Preparation = Preparation(), seed: UInt64) throws -> RequestDraft {
    var draft = RequestDraft(operation)
    draft.preparation = preparation
    draft.values = preparation.values.filter { !$0.key.isBody }
    var seeds = SeededGenerator(seed: seed &+ UInt64(effort.number))
    for parameter in operation.parameters {
      let slot = Slot(parameter)
      let seed = seeds.next()
      guard draft.values[slot] == nil, parameter.isRequired || effort.takesOptional else { continue }
      if let text = known.text(parameter.name, of: operation) {
        draft.values[slot] = KnownValues.value(text, as: try parameter.schema.map { try model.schema(at: $0) })
      } else if parameter.location == .header, let value = identityHeader(parameter.name) {
        draft.values[slot] = .string(value)
      } else {
        draft.values[slot] = try sample(parameter, effort, seed: seed)
      }
    }
    draft.body = try body(of: operation, effort, preparation, seed: seeds.next())
    return draft
  }

  private func sample(_ parameter: Parameter, _ effort: Effort, seed: UInt64) throws -> JSONValue {
    if effort.number < 4, let example = parameter.examples.first { return example }
    guard let place = parameter.schema else { return .string("a") }
    let schema = try model.schema(at: place)
    let encoding = model.encoding(of: parameter)
    let readings = ParameterReadings(encoding)
    // A value that arrives as it was; where the limits allow none, a random one.
    var generator = InstanceGenerator(schema, seed: seed, ambiguity: .settled, startingAt: effort.number)
    var fallback: JSONValue?
    for attempt in 0..<Self.mostAttempts {
      if attempt == 1 { generator = InstanceGenerator(schema, seed: seed, ambiguity: .settled, startingAt: max(4, effort.number)) }
      let value = try generator.next()
      if readings.isSettledValid(value, schema: schema) { return value }
      if fallback == nil, (try? encoding.encode(value)) != nil { fallback = value }
    }
    guard let fallback else { throw EncodingError("none of its values can be sent there", name: parameter.name) }
    return fallback
  }

  private static let mostAttempts = 12

  private func identityHeader(_ name: String) -> String? {
    identity.headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  private func body(of operation: Operation, _ effort: Effort, _ preparation: Preparation, seed: UInt64) throws -> RequestDraft.Body {
    guard let request = operation.requestBody, let media = BodyEncoding.preferred(request.content) else { return .none }
    let given = preparation.values.filter(\.key.isBody)
    guard request.isRequired || effort.takesOptional || !given.isEmpty else { return .none }
    var value: JSONValue
    if let whole = given[.body(.root)] {
      value = whole
    } else if effort == .plain, let example = media.examples.first {
      value = example
    } else {
      value = try model.sample(media.schema, number: effort.number, seed: seed) ?? [:]
    }
    for (slot, given) in given {
      guard case .body(let pointer) = slot, !pointer.tokens.isEmpty else { continue }
      value = value.replacing(at: pointer, with: given) ?? value
      value = try shortened(value, along: pointer, media)
    }
    for key in value.object?.keys ?? [] where given[.body(JSONPointer(tokens: [key]))] == nil {
      guard let text = known.text(key, of: operation) else { continue }
      value = value.replacing(at: JSONPointer(tokens: [key]), with: .string(text)) ?? value
    }
    return .value(value, media)
  }

  /// Of the arrays that a given value stands in the first item is kept alone, since the others would need given values too.
  private func shortened(_ value: JSONValue, along pointer: JSONPointer, _ media: MediaType) throws -> JSONValue {
    guard let place = media.schema else { return value }
    var result = value
    for (position, token) in pointer.tokens.enumerated() where token == "0" {
      let array = JSONPointer(tokens: Array(pointer.tokens[..<position]))
      guard let first = result[array]?.array?.first, let shorter = result.replacing(at: array, with: .array([first])) else { continue }
      result = shorter
    }
    return try model.schema(at: place).accepts(result) ? result : value
  }
}

extension Slot {
  init(_ parameter: Parameter) {
    switch parameter.location {
    case .path: self = .path(parameter.name)
    case .query: self = .query(parameter.name)
    case .header: self = .header(parameter.name.lowercased())
    case .cookie: self = .cookie(parameter.name)
    }
  }

  var isBody: Bool { if case .body = self { true } else { false } }
}
