/// The state of one parse: a reader, and stacks of what the open containers hold so far.
struct JSONParserMachine {
  struct Failure: Error {
    let reason: JSONParseError.Reason
    let offset: Int
  }

  private typealias Place = (line: Int, column: Int)

  /// A container under way: what stands in the stacks from these heights on belongs to it.
  private struct Frame {
    let isObject: Bool
    let firstValue: Int
    let firstMap: Int
    let place: Place
  }

  private let limits: JSONLimits
  private let locating: Bool
  private var reader: JSONTextReader
  private var frames: [Frame] = []
  private var items: [JSONValue] = []
  /// The last member of an open object has a value of null until its own is there.
  private var members: [JSONObject.Member] = []
  private var maps: [JSONSourceMap] = []
  private var namePlaces: [Place] = []

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
      var map = locating ? JSONSourceMap(line: place.line, column: place.column) : nil
      // Hands the finished value to the container around it, and so on outwards while containers end.
      while true {
        guard let frame = frames.last else {
          try reader.expectEnd()
          return (value, map)
        }
        guard let finished = try attach(value, map, to: frame) else { break }
        (value, map) = finished
      }
    }
  }

  /// A scalar or an empty container is returned; a container that has content is opened.
  private mutating func openOrScalar(_ place: Place) throws(Failure) -> JSONValue? {
    let byte = try reader.peek(expecting: "a value")
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try open(isObject: byte == UInt8(ascii: "{"), place)
    case UInt8(ascii: "\""): return .string(try reader.string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try reader.number())
    case UInt8(ascii: "t"): return try reader.literal("true", .bool(true))
    case UInt8(ascii: "f"): return try reader.literal("false", .bool(false))
    case UInt8(ascii: "n"): return try reader.literal("null", .null)
    default: throw Failure(reason: .unexpected(byte: byte, expected: "a value"), offset: reader.position)
    }
  }

  private mutating func open(isObject: Bool, _ place: Place) throws(Failure) -> JSONValue? {
    guard frames.count < limits.depth else { throw Failure(reason: .tooDeep(limit: limits.depth), offset: reader.position) }
    reader.position += 1
    reader.skipWhitespace()
    let byte = try reader.peek(expecting: isObject ? "a name or '}'" : "a value or ']'")
    if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      reader.position += 1
      return isObject ? .object(JSONObject()) : .array([])
    }
    let height = isObject ? members.count : items.count
    frames.append(Frame(isObject: isObject, firstValue: height, firstMap: maps.count, place: place))
    if isObject { try readName() }
    return nil
  }

  /// Adds a value to the innermost container and reads what follows; returns the container when it ended.
  private mutating func attach(
    _ value: JSONValue, _ map: JSONSourceMap?, to frame: Frame
  ) throws(Failure) -> (JSONValue, JSONSourceMap?)? {
    if frame.isObject { members[members.count - 1].value = value } else { items.append(value) }
    if let map { note(map, isMember: frame.isObject) }
    reader.skipWhitespace()
    let byte = try reader.peek(expecting: frame.isObject ? "',' or '}'" : "',' or ']'")
    if byte == UInt8(ascii: ",") {
      reader.position += 1
      if frame.isObject { try readName() }
      return nil
    }
    guard byte == (frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
      throw Failure(reason: .unexpected(byte: byte, expected: frame.isObject ? "',' or '}'" : "',' or ']'"), offset: reader.position)
    }
    reader.position += 1
    return close(frame)
  }

  private mutating func close(_ frame: Frame) -> (JSONValue, JSONSourceMap?) {
    frames.removeLast()
    let value: JSONValue
    if frame.isObject {
      value = .object(JSONObject(Array(members[frame.firstValue...])))
      members.removeLast(members.count - frame.firstValue)
    } else {
      value = .array(Array(items[frame.firstValue...]))
      items.removeLast(items.count - frame.firstValue)
    }
    guard locating else { return (value, nil) }
    let children = Array(maps[frame.firstMap...])
    maps.removeLast(children.count)
    return (value, JSONSourceMap(line: frame.place.line, column: frame.place.column, children: children))
  }

  /// A member stands where its name stands.
  private mutating func note(_ map: JSONSourceMap, isMember: Bool) {
    guard isMember, let place = namePlaces.popLast() else { return maps.append(map) }
    maps.append(JSONSourceMap(line: place.line, column: place.column, children: map.children))
  }

  private mutating func readName() throws(Failure) {
    reader.skipWhitespace()
    if locating { namePlaces.append(reader.place()) }
    let first = try reader.peek(expecting: "a name")
    guard first == UInt8(ascii: "\"") else { throw Failure(reason: .unexpected(byte: first, expected: "a name"), offset: reader.position) }
    members.append((try reader.string(), .null))
    reader.skipWhitespace()
    let byte = try reader.peek(expecting: "':'")
    guard byte == UInt8(ascii: ":") else { throw Failure(reason: .unexpected(byte: byte, expected: "':'"), offset: reader.position) }
    reader.position += 1
  }

  private mutating func currentPlace() -> Place { locating ? reader.place() : (1, 1) }
}
