import JSONDocument
import JSONSchema

/// Makes the free texts of a body differ from those of every other, for operations that refuse what exists already.
struct Salt {
  /// Letters and digits.
  let text: String

  /// Each text of the body that may be any other gets the salt, as long as the body stays valid.
  func applied(to draft: RequestDraft, in model: ContractModel) throws -> RequestDraft {
    guard case .value(var value, let media) = draft.body, let place = media.schema else { return draft }
    let schema = try model.schema(at: place)
    let given = Set(draft.preparation.origins.keys)
    for pointer in Self.texts(in: value, at: .root) where !given.contains(.body(pointer)) {
      guard let old = value[pointer]?.string, let salted = value.replacing(at: pointer, with: .string(salted(old))) else { continue }
      if schema.accepts(salted) { value = salted }
    }
    var result = draft
    result.body = .value(value, media)
    return result
  }

  /// An invalid body gets the salt where it is like the valid one that it was made of.
  func applied(to wrong: JSONValue, like valid: RequestDraft, in model: ContractModel) throws -> JSONValue? {
    guard let before = valid.bodyValue, let after = try applied(to: valid, in: model).bodyValue else { return nil }
    return Self.texts(in: after, at: .root).reduce(wrong) { value, pointer in
      guard let text = after[pointer], before[pointer] != text, value[pointer] == before[pointer] else { return value }
      return value.replacing(at: pointer, with: text) ?? value
    }
  }

  private func salted(_ old: String) -> String {
    guard let at = old.firstIndex(of: "@") else { return old + text }
    return text + String(old[at...])
  }

  private static func texts(in value: JSONValue, at pointer: JSONPointer) -> [JSONPointer] {
    switch value {
    case .string: [pointer]
    case .object(let object): object.members.flatMap { texts(in: $0.value, at: pointer.appending($0.key)) }
    case .array(let items): items.enumerated().flatMap { texts(in: $0.element, at: pointer.appending($0.offset)) }
    default: []
    }
  }
}
