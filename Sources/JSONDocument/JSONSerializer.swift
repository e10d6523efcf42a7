/// Writes values as compact JSON text: no whitespace, number text as it was, and only the escapes that RFC 8259 demands.
struct JSONSerializer {
  var output: [UInt8] = []
  /// Whether members are written in the order of their names' UTF-8 bytes.
  let sortsKeys: Bool

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let number): output.append(contentsOf: number.text.utf8)
    case .string(let text): write(text)
    case .array(let items):
      output.append(UInt8(ascii: "["))
      for (position, item) in items.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        write(item)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      for (position, member) in ordered(object).enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        write(member.key)
        output.append(UInt8(ascii: ":"))
        write(member.value)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  /// Duplicates keep the order of the text, so that the result depends on nothing else. `sorted` is stable.
  private func ordered(_ object: JSONObject) -> [JSONObject.Member] {
    sortsKeys ? object.members.sorted { $0.key.precedesByUTF8($1.key) } : object.members
  }

  mutating func write(_ text: String) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        output.append(UInt8(ascii: "\\"))
        output.append(byte)
      case 0x08: output.append(contentsOf: "\\b".utf8)
      case 0x09: output.append(contentsOf: "\\t".utf8)
      case 0x0A: output.append(contentsOf: "\\n".utf8)
      case 0x0C: output.append(contentsOf: "\\f".utf8)
      case 0x0D: output.append(contentsOf: "\\r".utf8)
      case 0..<0x20:
        output.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
        output.append(contentsOf: String(byte, radix: 16).utf8)
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}

extension JSONValue {
  /// Compact JSON as UTF-8 bytes, members in their own order.
  public func serializedBytes() -> [UInt8] {
    var serializer = JSONSerializer(sortsKeys: false)
    serializer.write(self)
    return serializer.output
  }

  /// Compact JSON, members in their own order.
  public func serialized() -> String { String(decoding: serializedBytes(), as: UTF8.self) }

  /// The canonical form as UTF-8 bytes: compact, names sorted by their UTF-8 bytes at every level, array order, strings and
  /// number text untouched. Nothing is normalised, so that `1` and `1.0`, or two encodings of é, stay different.
  public func canonicalBytes() -> [UInt8] {
    var serializer = JSONSerializer(sortsKeys: true)
    serializer.write(self)
    return serializer.output
  }

  /// ``canonicalBytes()`` as a string.
  public func canonical() -> String { String(decoding: canonicalBytes(), as: UTF8.self) }
}

extension JSONValue: CustomStringConvertible {
  public var description: String { serialized() }
}
