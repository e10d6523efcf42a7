/// The value of `If-None-Match` (RFC 9110 section 13.1.2): `*` or a list of entity tags.
struct EntityTagList: Equatable {
  private let matchesEverything: Bool
  private let tags: [Substring]

  init(_ header: String) {
    let text = header[...]
    matchesEverything = text.split(separator: " ").first == "*" && text.split(separator: " ").count == 1
    tags = Self.split(text)
  }

  /// Whether the list names this strong tag. A weak tag in the list never matches: the document is compared byte by byte.
  func contains(strong tag: String) -> Bool {
    matchesEverything || tags.contains { Array($0.utf8) == Array(tag.utf8) }
  }

  /// Splits at commas outside quotes and trims spaces and tabs.
  private static func split(_ text: Substring) -> [Substring] {
    var isQuoted = false
    let parts = text.split { character in
      if character == "\"" { isQuoted.toggle() }
      return character == "," && !isQuoted
    }
    return parts.map { part in
      var trimmed = part.drop { $0 == " " || $0 == "\t" }
      while let last = trimmed.last, last == " " || last == "\t" { trimmed.removeLast() }
      return trimmed
    }
  }
}
