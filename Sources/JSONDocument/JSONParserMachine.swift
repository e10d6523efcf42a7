/// The state of one parse: a position and a stack of open containers.
struct JSONParserMachine {
  struct Failure: Error {
    let reason: JSONParseError.Reason
    let offset: Int
  }

  private struct Frame {
    let isObject: Bool
    var items: [JSONValue] = []
    var members: [JSONObject.Member] = []
    var key = ""
    var place: (line: Int, column: Int)
    var keyPlace: (line: Int, column: Int) = (1, 1)
    var children: [JSONSourceMap] = []
  }

  private let limits: JSONLimits
  private let locating: Bool
  private var reader: JSONTextReader
  private var stack: [Frame] = []

  init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits, locating: Bool) {
    (self.limits, self.locating) = (limits, locating)
    reader = JSONTextReader(bytes: bytes)
  }

  mutating func run() throws(Failure) -> (JSONValue, JSONSourceMap?) {
    try reader.open(limit: limits.bytes)
    while true {
      reader.skipWhitespace()
      let place = currentPlace()
      guard var value = try openOrScalar(place) else { continue }
      var map = JSONSourceMap(line: place.line, column: place.column)
      // Hands the finished value to the container around it, and so on outwards while containers end.
      while true {
        guard !stack.isEmpty else {
          try reader.expectEnd()
          return (value, locating ? map : nil)
        }
        guard let finished = try attach(value, map) else { break }
        (value, map) = finished
      }
    }
  }

  /// A scalar or an empty container is returned; a container that has content is put on the stack.
  private mutating func openOrScalar(_ place: (line: Int, column: Int)) throws(Failure) -> JSONValue? {
    let byte = try reader.peek(expecting: "a value")
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard stack.count < limits.depth else { throw Failure(reason: .tooDeep(limit: limits.depth), offset: reader.position) }
      reader.position += 1
      reader.skipWhitespace()
      let isObject = byte == UInt8(ascii: "{")
      if try reader.peek(expecting: isObject ? "a name or '}'" : "a value or ']'") == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        reader.position += 1
        return isObject ? .object(JSONObject()) : .array([])
      }
      stack.append(Frame(isObject: isObject, place: place))
      if isObject { try readKey() }
      return nil
    case UInt8(ascii: "\""): return .string(try reader.string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try reader.number())
    case UInt8(ascii: "t"): return try reader.literal("true", .bool(true))
    case UInt8(ascii: "f"): return try reader.literal("false", .bool(false))
    case UInt8(ascii: "n"): return try reader.literal("null", .null)
    default: throw Failure(reason: .unexpected(byte: byte, expected: "a value"), offset: reader.position)
    }
  }

  /// Adds a value to the innermost container and reads what follows; returns the container when it ended.
  private mutating func attach(_ value: JSONValue, _ map: JSONSourceMap) throws(Failure) -> (JSONValue, JSONSourceMap)? {
    let top = stack.count - 1
    let isObject = stack[top].isObject
    if isObject {
      stack[top].members.append((stack[top].key, value))
      if locating {
        let place = stack[top].keyPlace
        stack[top].children.append(JSONSourceMap(line: place.line, column: place.column, children: map.children))
      }
    } else {
      stack[top].items.append(value)
      if locating { stack[top].children.append(map) }
    }
    reader.skipWhitespace()
    let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    let expected = isObject ? "',' or '}'" : "',' or ']'"
    let byte = try reader.peek(expecting: expected)
    if byte == UInt8(ascii: ",") {
      reader.position += 1
      if isObject { try readKey() }
      return nil
    }
    guard byte == close else { throw Failure(reason: .unexpected(byte: byte, expected: expected), offset: reader.position) }
    reader.position += 1
    let frame = stack.removeLast()
    let place = JSONSourceMap(line: frame.place.line, column: frame.place.column, children: frame.children)
    return (isObject ? .object(JSONObject(frame.members)) : .array(frame.items), place)
  }

  private mutating func readKey() throws(Failure) {
    reader.skipWhitespace()
    let top = stack.count - 1
    stack[top].keyPlace = currentPlace()
    guard try reader.peek(expecting: "a name") == UInt8(ascii: "\"") else {
      throw Failure(reason: .unexpected(byte: try reader.peek(expecting: "a name"), expected: "a name"), offset: reader.position)
    }
    stack[top].key = try reader.string()
    reader.skipWhitespace()
    let byte = try reader.peek(expecting: "':'")
    guard byte == UInt8(ascii: ":") else { throw Failure(reason: .unexpected(byte: byte, expected: "':'"), offset: reader.position) }
    reader.position += 1
  }

  private mutating func currentPlace() -> (line: Int, column: Int) {
    locating ? reader.place() : (1, 1)
  }
}
