/// A strict RFC 8259 parser. It keeps its own stack, so that deep input can't exhaust the thread's.
public enum JSONParser {
  /// - Throws: ``JSONParseError`` with line, column and offset.
  public static func parse(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONParseError) -> JSONValue {
    try run(bytes, limits: limits, locating: false).0
  }

  public static func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONParseError) -> JSONValue {
    try parse(Array(text.utf8), limits: limits)
  }

  /// Also returns where each value stands in the text.
  public static func parseLocated(
    _ bytes: [UInt8], limits: JSONLimits = .standard
  ) throws(JSONParseError) -> (value: JSONValue, places: JSONSourceMap) {
    let (value, places) = try run(bytes, limits: limits, locating: true)
    return (value, places ?? JSONSourceMap(line: 1, column: 1))
  }

  private static func run(
    _ bytes: [UInt8], limits: JSONLimits, locating: Bool
  ) throws(JSONParseError) -> (JSONValue, JSONSourceMap?) {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<(JSONValue, JSONSourceMap?), JSONParseError> in
      var machine = JSONParserMachine(bytes: buffer, limits: limits, locating: locating)
      do throws(JSONParserMachine.Failure) {
        return .success(try machine.run())
      } catch {
        return .failure(JSONParseError(reason: error.reason, position: .at(error.offset, in: buffer)))
      }
    }
    return try result.get()
  }
}
