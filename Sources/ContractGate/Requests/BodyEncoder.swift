import JSONDocument
import OpenAPI

/// Writes bodies in the media types that are understood: JSON, forms and text.
enum BodyEncoder {
  struct Body: Sendable {
    let mediaType: String
    let bytes: [UInt8]
    let value: JSONValue
  }

  /// JSON before a form before anything else.
  static func preferred(_ content: [MediaType]) -> MediaType? {
    content.first(where: \.isJSON) ?? content.first { isForm($0) } ?? content.first
  }

  static func encode(_ value: JSONValue, as media: MediaType) -> Body {
    if media.isJSON { return Body(mediaType: media.name, bytes: value.serializedBytes(), value: value) }
    let text: String
    if isForm(media), let object = value.object {
      text = object.members.map { member in
        PercentCoding.encode(member.key) + "=" + PercentCoding.encode(ParameterEncoder.scalar(member.value))
      }.joined(separator: "&")
    } else {
      text = ParameterEncoder.scalar(value)
    }
    let isRange = media.name.contains("*")
    return Body(mediaType: isRange ? "application/octet-stream" : media.name, bytes: Array(text.utf8), value: value)
  }

  private static func isForm(_ media: MediaType) -> Bool {
    MediaTypeName(media.name) == MediaTypeName("application/x-www-form-urlencoded")
  }
}
