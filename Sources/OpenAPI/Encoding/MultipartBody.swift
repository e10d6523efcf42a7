import JSONDocument
import JSONSchema

/// Bodies of `multipart/form-data` (RFC 7578): one part a property, an array gives one part an item.
struct MultipartBody {
  let properties: [UTF8Key: PropertyEncoding]
  let seed: UInt64

  func encode(_ value: JSONValue) throws(EncodingError) -> (boundary: String, bytes: [UInt8]) {
    guard let object = value.object else { throw EncodingError("a multipart body is an object, not \(value.kind.rawValue)") }
    var parts: [(head: String, content: [UInt8])] = []
    for member in object.members {
      let encoding = properties[UTF8Key(member.key)] ?? PropertyEncoding()
      // An empty array has no part; JSON keeps arrays whole where the document says that they are JSON.
      let items = member.value.array ?? [member.value]
      for item in items { parts.append(part(member.key, item, encoding)) }
    }
    let boundary = boundary(avoiding: parts.map(\.content))
    var bytes: [UInt8] = []
    for part in parts {
      bytes += Array("--\(boundary)\r\n\(part.head)\r\n".utf8)
      bytes += part.content
      bytes += Array("\r\n".utf8)
    }
    bytes += Array("--\(boundary)--\r\n".utf8)
    return (boundary, bytes)
  }

  private func part(_ name: String, _ value: JSONValue, _ encoding: PropertyEncoding) -> (head: String, content: [UInt8]) {
    let scalar = ScalarText.of(value)
    let type = encoding.contentType ?? (scalar == nil ? "application/json" : "text/plain")
    let isJSON = MediaTypeName(type).isJSON || scalar == nil
    var head = "Content-Disposition: form-data; name=\"\(Self.quoted(name))\""
    let isFile = !isJSON && MediaTypeName(type).type != "text"
    if isFile { head += "; filename=\"file\"" }
    head += "\r\nContent-Type: \(isJSON && !MediaTypeName(type).isJSON ? "application/json" : type)\r\n"
    for header in encoding.headers { head += "\(header.name): \(header.value)\r\n" }
    return (head, isJSON ? value.serializedBytes() : Array((scalar ?? "").utf8))
  }

  /// As browsers write names: quotes and line breaks percent-encoded.
  private static func quoted(_ name: String) -> String {
    name.replacing("\"", with: "%22").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private func boundary(avoiding contents: [[UInt8]]) -> String {
    var random = SeededGenerator(seed: seed)
    while true {
      let boundary = "gatehouse-" + String(random.next(), radix: 16)
      if !contents.contains(where: { $0.contains(text: boundary) }) { return boundary }
    }
  }
}
