import JSONDocument

/// Reads one YAML document, with the place of everything in it, within bounds.
///
/// The text comes from outside and is taken as hostile: size, depth and what aliases expand to are bounded, a duplicate key is an error,
/// and nothing recurses. Plain scalars have the types of YAML's core schema, so that `no` and `2024-01-01` are text; a merge key (`<<`)
/// adds the members that the mapping doesn't have itself.
public enum YAMLReader {
  /// The document as a tree of nodes that keep how their scalars were written; nil when there is nothing but comments.
  public static func node(_ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) throws(YAMLError) -> YAMLValue? {
    try compose(bytes, limits: limits)
  }

  public static func node(_ text: String, limits: YAMLLimits = YAMLLimits()) throws(YAMLError) -> YAMLValue? {
    try node(Array(text.utf8), limits: limits)
  }

  /// The document as the JSON it stands for, with a map of the places; nil when there is nothing but comments.
  public static func json(
    _ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()
  ) throws(YAMLError) -> (value: JSONValue, places: JSONSourceMap)? {
    let found: LocatedJSON? = try compose(bytes, limits: limits)
    return found.map { ($0.value, $0.places) }
  }

  private static func compose<Output: YAMLOutput>(_ bytes: [UInt8], limits: YAMLLimits) throws(YAMLError) -> Output? {
    guard bytes.count <= limits.bytes else {
      throw YAMLError(.tooLarge(bytes: bytes.count, limit: limits.bytes), at: YAMLPlace(line: 0, column: 0))
    }
    let result = bytes.withUnsafeBufferPointer { whole -> Result<Output?, YAMLError> in
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      let text = UnsafeBufferPointer(rebasing: whole.dropFirst(whole.starts(with: mark) ? mark.count : 0))
      do throws(YAMLError) {
        var composer = YAMLComposer<Output>(events: try YAMLEvents(text), limits: limits)
        return .success(try composer.document())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
