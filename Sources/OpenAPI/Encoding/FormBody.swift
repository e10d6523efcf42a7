import JSONDocument

/// Bodies of `application/x-www-form-urlencoded`.
struct FormBody {
  let properties: [UTF8Key: PropertyEncoding]

  func text(of value: JSONValue) throws(EncodingError) -> String {
    guard let object = value.object else { throw EncodingError("a form is an object, not \(value.kind.rawValue)") }
    var pairs: [String] = []
    for member in object.members {
      let encoding = properties[UTF8Key(member.key)] ?? PropertyEncoding()
      let escape: @Sendable (String) -> String = { PercentCoding.encode($0) }
      if isJSON(encoding, member.value) {
        pairs.append("\(escape(member.key))=\(escape(member.value.serialized()))")
        continue
      }
      let writer = StyleWriter(name: member.key, style: encoding.style ?? .form, explode: encoding.explode, escape: escape)
      // Without a style an object is one value, or its members would fall among those of the form.
      pairs += try writer.pairs(member.value)
    }
    return pairs.joined(separator: "&")
  }

  private func isJSON(_ encoding: PropertyEncoding, _ value: JSONValue) -> Bool {
    if let type = encoding.contentType, encoding.style == nil { return MediaTypeName(type).isJSON }
    guard encoding.style == nil else { return false }
    if value.object != nil { return true }
    return value.array?.contains { ScalarText.of($0) == nil } ?? false
  }
}
