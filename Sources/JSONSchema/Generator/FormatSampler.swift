/// Texts of the formats that services use.
enum FormatSampler {
  /// Nil for a format that has no sample here; any text then has to do.
  static func sample(_ format: StringFormat, _ random: inout SeededGenerator) -> String? {
    func number(_ range: ClosedRange<Int>, _ random: inout SeededGenerator) -> String {
      let value = String(Int.random(in: range, using: &random))
      let width = String(range.upperBound).count
      return String(repeating: "0", count: width - value.count) + value
    }
    let day = "20\(number(10...29, &random))-\(number(1...12, &random))-\(number(1...28, &random))"
    let time = "\(number(0...23, &random)):\(number(0...59, &random)):\(number(0...59, &random))Z"
    let word = String((0..<8).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement(using: &random) ?? "a" })
    switch format {
    case .dateTime: return "\(day)T\(time)"
    case .date: return day
    case .time: return time
    case .duration: return "PT\(Int.random(in: 1...59, using: &random))M"
    case .email, .idnEmail: return "\(word)@example.com"
    case .hostname, .idnHostname: return "\(word).example.com"
    case .ipv4: return "192.0.2.\(Int.random(in: 1...254, using: &random))"
    case .ipv6: return "2001:db8::\(String(Int.random(in: 1...65_535, using: &random), radix: 16))"
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

  /// Version 4 of RFC 9562.
  private static func uuid(_ random: inout SeededGenerator) -> String {
    let digits = Array("0123456789abcdef")
    return String(
      (0..<36).map { position in
        switch position {
        case 8, 13, 18, 23: "-"
        case 14: "4"
        case 19: digits[Int.random(in: 8...11, using: &random)]
        default: digits[Int.random(in: 0...15, using: &random)]
        }
      })
  }
}
