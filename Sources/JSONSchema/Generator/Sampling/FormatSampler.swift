/// Texts of the formats of JSON Schema.
enum FormatSampler {
  /// - Parameter lengths: kept where the format has a part of any length.
  static func sample(_ format: StringFormat, lengths: ClosedRange<Int>, _ effort: Effort, _ random: inout SeededGenerator) -> String {
    let shortest = sample(format, word: "a", &random)
    let fixed = shortest.unicodeScalars.count - 1
    var wanted: Int
    switch effort {
    case .low: wanted = lengths.lowerBound - fixed
    case .high: wanted = min(lengths.upperBound, fixed + 40) - fixed
    default: wanted = max(8, lengths.lowerBound - fixed)
    }
    wanted = max(1, min(wanted, lengths.upperBound - fixed))
    return sample(format, word: word(wanted, &random), &random)
  }

  /// Edges of a format: texts that are valid and often handled wrongly.
  static func edges(_ format: StringFormat) -> [(label: String, text: String)] {
    switch format {
    case .date: [("leap day", "2024-02-29"), ("end of year", "2025-12-31"), ("early", "1970-01-01"), ("late", "2099-12-31")]
    case .dateTime:
      [
        ("leap day", "2024-02-29T12:00:00Z"), ("fraction of a second", "2025-01-31T23:59:59.999Z"),
        ("offset", "2025-06-15T08:30:00+05:30"), ("early", "1970-01-01T00:00:00Z"),
      ]
    case .time: [("midnight", "00:00:00Z"), ("last second", "23:59:59Z"), ("offset", "12:00:00+02:00")]
    case .duration: [("weeks", "P2W"), ("mixed", "P1DT2H3M4S")]
    case .email: [("plus sign", "first.last+tag@example.com"), ("subdomain", "a@mail.example.co.uk")]
    case .ipv4: [("loopback", "127.0.0.1"), ("largest", "255.255.255.255"), ("zeros", "0.0.0.0")]
    case .ipv6: [("loopback", "::1"), ("full", "2001:0db8:0000:0000:0000:ff00:0042:8329"), ("embedded IPv4", "::ffff:192.0.2.1")]
    case .uri: [("query and fragment", "https://example.com:8443/a/b?c=d&e=%20f#g"), ("other scheme", "urn:example:a1")]
    case .uuid: [("upper case", "6F9619FF-8B86-4D01-B42D-00CF4FC964FF"), ("nil", "00000000-0000-0000-0000-000000000000")]
    default: []
    }
  }

  /// Texts that no reading of the format allows; none for formats that people disagree about.
  static func broken(_ format: StringFormat) -> [String] {
    switch format {
    case .date: ["2025-13-45", "not-a-date"]
    case .dateTime: ["2025-13-45T25:61:61Z", "not-a-date-time"]
    case .uuid: ["zzzzzzzz-zzzz-4zzz-8zzz-zzzzzzzzzzzz", "not-a-uuid"]
    case .email: ["not-an-email", "plainaddress"]
    case .ipv4: ["999.999.999.999", "not-an-address"]
    case .uri: ["not a uri", "://"]
    default: []
    }
  }

  private static func word(_ length: Int, _ random: inout SeededGenerator) -> String {
    var bytes: [UInt8] = []
    for _ in 0..<min(length, 20_000) { bytes.append(UInt8(ascii: "a") + UInt8(random.next() % 26)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func sample(_ format: StringFormat, word: String, _ random: inout SeededGenerator) -> String {
    switch format {
    case .dateTime: return "\(day(&random))T\(time(&random))"
    case .date: return day(&random)
    case .time: return time(&random)
    case .duration: return "PT\(1 + random.next() % 59)M"
    case .email, .idnEmail: return "\(word)@example.com"
    case .hostname, .idnHostname: return "\(word.prefix(60)).example.com"
    case .ipv4: return "192.0.2.\(1 + random.next() % 254)"
    case .ipv6: return "2001:db8::\(String(1 + random.next() % 65_535, radix: 16))"
    case .uri, .iri: return "https://example.com/\(word)"
    case .uriReference, .iriReference: return "/\(word)"
    case .uriTemplate: return "/\(word)/{id}"
    case .uuid: return uuid(&random)
    case .jsonPointer: return "/\(word)"
    case .relativeJSONPointer: return "0/\(word)"
    case .regex: return "^\(word)$"
    case .byte: return "YWJj"
    }
  }

  private static func day(_ random: inout SeededGenerator) -> String {
    "20\(10 + random.next() % 20)-\(padded(1 + random.next() % 12))-\(padded(1 + random.next() % 28))"
  }

  private static func time(_ random: inout SeededGenerator) -> String {
    "\(padded(random.next() % 24)):\(padded(random.next() % 60)):\(padded(random.next() % 60))Z"
  }

  private static func padded(_ value: UInt64) -> String { value < 10 ? "0\(value)" : String(value) }

  private static let digits = Array("0123456789abcdef".utf8)

  /// Version 4 of RFC 9562.
  private static func uuid(_ random: inout SeededGenerator) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(36)
    for position in 0..<36 {
      switch position {
      case 8, 13, 18, 23: bytes.append(UInt8(ascii: "-"))
      case 14: bytes.append(UInt8(ascii: "4"))
      case 19: bytes.append(digits[8 + Int(random.next() % 4)])
      default: bytes.append(digits[Int(random.next() % 16)])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
