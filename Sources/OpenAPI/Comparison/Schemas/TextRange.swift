import JSONSchema

/// Lengths, patterns and formats of strings.
struct TextRange: Hashable, Sendable {
  var least = 0
  var most: Int?
  /// Sources of patterns.
  var patterns: Set<String> = []
  var formats: Set<StringFormat> = []

  /// Patterns that every text has.
  private static let trivial: Set<String> = ["", ".*", "^", "$", "^.*", ".*$"]

  mutating func add(pattern: String) { if !Self.trivial.contains(pattern) { patterns.insert(pattern) } }

  var isEmpty: Bool { most.map { $0 < least } ?? false }

  var isFree: Bool { least == 0 && most == nil && patterns.isEmpty && formats.isEmpty }

  func isWithin(_ other: TextRange) -> Bool {
    guard least >= other.least, other.patterns.isSubset(of: patterns) else { return false }
    if let limit = other.most { guard let most, most <= limit else { return false } }
    return other.formats.allSatisfy { wanted in formats.contains { $0 == wanted || Self.wider[$0, default: []].contains(wanted) } }
  }

  /// Formats whose texts are all of these formats too.
  private static let wider: [StringFormat: Set<StringFormat>] = [
    .email: [.idnEmail], .hostname: [.idnHostname], .uri: [.uriReference, .iri, .iriReference], .uriReference: [.iriReference],
    .iri: [.iriReference],
  ]
}
