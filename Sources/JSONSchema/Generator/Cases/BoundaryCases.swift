import JSONDocument

/// Valid instances that differ from a plain one in one thing at the edge of what a schema allows.
public struct BoundaryCases {
  /// - Parameters:
  ///   - base: a valid instance, best one with all optional parts.
  ///   - seed: of what fills the cases; labels and places don't depend on it.
  ///   - limit: the most cases; places share it evenly.
  public static func of(_ schema: CompiledSchema, base: JSONValue, seed: UInt64, limit: Int) -> [LabelledInstance] {
    guard case .object(let object) = base else { return [] }
    var result: [LabelledInstance] = []
    for key in object.keys where result.count < limit {
      let place = JSONPointer.root.appending(key)
      guard let value = base.removing(at: place), schema.accepts(value) else { continue }
      let keyword = schema.location.appending("properties").appending(key)
      result.append(LabelledInstance(value: value, place: place, label: "without \(key)", keyword: keyword))
    }
    return result
  }
}
