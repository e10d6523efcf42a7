import HTTPWire
import JSONDocument
import JSONSchema
import OpenAPI

/// Makes trials that differ from an accepted call in one hostile value.
struct HostileTrials {
  let base: RequestDraft
  let model: ContractModel
  let seed: UInt64
  /// The check that judges them.
  let check: any ContractCheck

  /// Places of one body, and parameters, that are tried.
  private static let mostPlaces = 8

  func trial(_ label: String, _ change: (inout RequestDraft) -> Void) -> Trial {
    var draft = base
    change(&draft)
    return Trial(.coverage, .hostile, label, owner: check.id, draft: draft)
  }

  func body(_ label: String, _ bytes: [UInt8]) -> Trial? {
    guard case .value(_, let media) = base.body, media.isJSON else { return nil }
    return trial(label) { $0.body = .bytes(bytes, type: media.name) }
  }

  /// The catalogue's variants of the JSON body. The first of each kind of value come first, whatever their place.
  func bodies(_ family: HostileValues.Family) throws -> [Trial] {
    var rounds: [[Trial]] = []
    for (value, place) in try bodyPlaces() {
      for (round, variant) in HostileValues.variants(of: value, at: [place], families: [family]).enumerated() {
        guard let trial = body("\(variant.label) at \(Self.name(of: variant.place))", variant.bytes) else { continue }
        if round < rounds.count { rounds[round].append(trial) } else { rounds.append([trial]) }
      }
    }
    return rounds.flatMap(\.self)
  }

  /// The JSON body with other bytes in the place of each string, as they are, quotes included.
  func strings(_ label: String, _ bytes: [UInt8]) throws -> [Trial] {
    try bodyPlaces().compactMap { value, place in
      guard value[place]?.string != nil, let whole = Self.spliced(value, at: place, bytes) else { return nil }
      return body("\(label) at \(Self.name(of: place))", whole)
    }
  }

  /// A body that isn't JSON with a text in the place of each of its texts.
  func texts(_ label: String, _ text: String) -> [Trial] {
    guard case .value(let value, let media) = base.body, !media.isJSON else { return [] }
    let places = Self.places(of: value, at: .root).filter { value[$0]?.string != nil }
    return places.prefix(Self.mostPlaces).compactMap { place in
      guard let hostile = value.replacing(at: place, with: .string(text)), (try? model.encoding(of: media).encode(hostile)) != nil else {
        return nil
      }
      return trial("\(label) at \(Self.name(of: place))") { $0.bodyValue = hostile }
    }
  }

  /// A text as each parameter of a location.
  func parameters(
    _ label: String, _ location: Parameter.Location, _ value: JSONValue, where fits: (CompiledSchema?) -> Bool = { _ in true }
  ) throws -> [Trial] {
    let parameters = try base.operation.parameters.filter { parameter in
      guard parameter.location == location else { return false }
      return fits(try parameter.schema.map { try model.schema(at: $0) })
    }
    return parameters.filter { isWritable(value, as: $0) }.prefix(Self.mostPlaces).map { parameter in
      trial("\(label) as \(location.rawValue) parameter \(parameter.name)") { $0.values[Slot(parameter)] = value }
    }
  }

  /// Some styles have no form for a text, and credentials aren't the check's to change.
  private func isWritable(_ value: JSONValue, as parameter: Parameter) -> Bool {
    (try? model.encoding(of: parameter).encode(value)) != nil && !base.operation.isCredential(Slot(parameter))
  }

  /// Text that is written into the query as it is, as the value of each query parameter.
  func rawQueries(_ label: String, _ text: String) -> [Trial] {
    base.operation.parameters.filter { $0.location == .query }.prefix(Self.mostPlaces).map { parameter in
      trial("\(label) as query parameter \(parameter.name)") { draft in
        draft.values[Slot(parameter)] = nil
        draft.extraQuery = "\(PercentCoding.encode(parameter.name))=\(text)"
      }
    }
  }

  /// Where something hostile can stand in the JSON body, with the body that has the place: that of the accepted call, and for optional
  /// members that it lacks the same body with one of them.
  private func bodyPlaces() throws -> [(value: JSONValue, place: JSONPointer)] {
    guard case .value(let value, let media) = base.body, media.isJSON else { return [] }
    var places = Self.places(of: value, at: .root).map { (value: value, place: $0) }
    guard let pointer = media.schema, case .object(let own) = value else { return Array(places.prefix(Self.mostPlaces)) }
    let schema = try model.schema(at: pointer)
    let forbidden = model.document.properties(marked: .readOnly, by: pointer, in: value).map(\.place)
    // A schema whose fullest instance can't be made has only what the accepted call has.
    let full = try? model.sample(pointer, number: RequestDrafter.Effort.full.number, seed: seed)
    for member in full?.object?.members ?? [] where own[member.key] == nil {
      let place = JSONPointer(tokens: [member.key])
      guard !forbidden.contains(place), let fuller = value.replacing(at: place, with: member.value), schema.accepts(fuller)
      else { continue }
      places.append((fuller, place))
    }
    return Array(places.prefix(Self.mostPlaces))
  }

  private static func places(of value: JSONValue, at place: JSONPointer) -> [JSONPointer] {
    switch value {
    case .array(let items): [place] + (items.first.map { places(of: $0, at: place.appending(0)) } ?? [])
    case .object(let object): [place] + object.members.flatMap { places(of: $0.value, at: place.appending($0.key)) }
    default: [place]
    }
  }

  private static func spliced(_ value: JSONValue, at place: JSONPointer, _ bytes: [UInt8]) -> [UInt8]? {
    // A text that no service and no generator writes marks the place.
    let mark = "gatehouse\u{1}mark"
    guard let whole = value.replacing(at: place, with: .string(mark))?.serializedBytes() else { return nil }
    guard let range = whole.firstRange(ofText: JSONValue.string(mark).serialized()) else { return nil }
    return Array(whole[..<range.lowerBound]) + bytes + Array(whole[range.upperBound...])
  }

  private static func name(of place: JSONPointer) -> String { place.tokens.isEmpty ? "the root" : place.description }
}
