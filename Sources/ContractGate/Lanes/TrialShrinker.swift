import JSONDocument
import JSONSchema
import OpenAPI

/// Smaller requests of the same kind: optional parameters and members left out, as long as the request keeps its stance.
struct TrialShrinker {
  let model: ContractModel

  /// - Throws: ``DocumentError`` for a schema that can't be compiled.
  func candidates(for trial: Trial) throws -> [Trial] {
    guard trial.stance == .valid else { return [] }
    var result: [Trial] = []
    for parameter in trial.draft.operation.parameters where !parameter.isRequired && trial.draft.values[Slot(parameter)] != nil {
      var draft = trial.draft
      draft.values[Slot(parameter)] = nil
      result.append(trial.with(draft))
    }
    guard case .value(let value, let media) = trial.draft.body, let place = media.schema else { return result }
    let schema = try model.schema(at: place)
    let given = trial.draft.preparation.origins.keys
    for smaller in Self.smaller(value) where schema.accepts(smaller) {
      guard given.allSatisfy({ slot in if case .body(let pointer) = slot { smaller[pointer] != nil } else { true } }) else { continue }
      var draft = trial.draft
      draft.bodyValue = smaller
      result.append(trial.with(draft))
    }
    return result
  }

  /// The value without one of its members, items or members of members.
  private static func smaller(_ value: JSONValue) -> [JSONValue] {
    switch value {
    case .object(let object):
      var result: [JSONValue] = object.keys.map { key in
        var less = object
        less[key] = nil
        return .object(less)
      }
      for member in object.members {
        for inner in smaller(member.value) {
          var less = object
          less[member.key] = inner
          result.append(.object(less))
        }
      }
      return result
    case .array(let items):
      return items.indices.map { index in
        var less = items
        less.remove(at: index)
        return .array(less)
      }
    default: return []
    }
  }
}
