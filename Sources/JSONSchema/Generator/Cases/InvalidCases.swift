import JSONDocument

/// Instances that differ from a valid one in one thing that the schema forbids.
public struct InvalidCases {
  /// - Parameters:
  ///   - base: a valid instance, best one with all optional parts.
  ///   - seed: of what fills the cases; labels and places don't depend on it.
  ///   - limit: the most cases; places share it evenly.
  public static func of(_ schema: CompiledSchema, base: JSONValue, seed: UInt64, limit: Int) -> [LabelledInstance] {
    guard case .object(let object) = base else { return [] }
    var result: [LabelledInstance] = []
    for key in object.keys where result.count < limit {
      let place = JSONPointer.root.appending(key)
      if let value = base.removing(at: place) {
        let errors = schema.validate(value)
        if errors.count == 1, let error = errors.first {
          result.append(LabelledInstance(value: value, place: .root, label: "without \(key)", keyword: error.schema))
        }
      }
      let wrong: [JSONValue] = [.null, true, 17, "text", [], [:]]
      for other in wrong {
        guard let value = base.replacing(at: place, with: other) else { continue }
        let errors = schema.validate(value)
        guard errors.count == 1, let error = errors.first, error.keyword == "type", error.instance == place else { continue }
        let label = "\(other.kind.rawValue) for type"
        result.append(LabelledInstance(value: value, place: place, label: label, keyword: error.schema))
      }
    }
    return Array(result.prefix(limit))
  }
}
