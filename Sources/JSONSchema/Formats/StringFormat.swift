import JSONDocument

/// The formats of JSON Schema 2020-12, and `byte` of OpenAPI.
public enum StringFormat: String, Sendable, CaseIterable {
  case dateTime = "date-time"
  case date, time, duration
  case email
  case idnEmail = "idn-email"
  case hostname
  case idnHostname = "idn-hostname"
  case ipv4, ipv6
  case uri
  case uriReference = "uri-reference"
  case iri
  case iriReference = "iri-reference"
  case uriTemplate = "uri-template"
  case uuid
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"
  case regex
  case byte

  /// Whether the text is of this format.
  public func matches(_ text: String) -> Bool {
    switch self {
    case .dateTime: TimeFormats.isDateTime(text)
    case .date: TimeFormats.isDate(text)
    case .time: TimeFormats.isTime(text)
    case .duration: TimeFormats.isDuration(text)
    case .email: HostFormats.isEmail(text, ascii: true)
    case .idnEmail: HostFormats.isEmail(text, ascii: false)
    case .hostname: HostFormats.isHostname(text, ascii: true)
    case .idnHostname: HostFormats.isHostname(text, ascii: false)
    case .ipv4: HostFormats.isIPv4(text)
    case .ipv6: HostFormats.isIPv6(text)
    case .uri: URIFormats.isURI(text, ascii: true, absolute: true)
    case .uriReference: URIFormats.isURI(text, ascii: true, absolute: false)
    case .iri: URIFormats.isURI(text, ascii: false, absolute: true)
    case .iriReference: URIFormats.isURI(text, ascii: false, absolute: false)
    case .uriTemplate: URIFormats.isTemplate(text)
    case .uuid: TextFormats.isUUID(text)
    case .jsonPointer: JSONPointer(text) != nil
    case .relativeJSONPointer: TextFormats.isRelativePointer(text)
    case .regex: (try? ECMAPattern(text)) != nil
    case .byte: TextFormats.isBase64(text)
    }
  }
}
