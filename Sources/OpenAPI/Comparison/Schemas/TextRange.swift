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
    guard knownLeast >= other.least, other.patterns.isSubset(of: patterns) else { return false }
    if let limit = other.most { guard let most = knownMost, most <= limit else { return false } }
    return other.formats.allSatisfy { wanted in formats.contains { $0 == wanted || Self.wider[$0, default: []].contains(wanted) } }
  }

  /// Lengths that formats have by themselves.
  private static let lengths: [StringFormat: ClosedRange<Int>] = [
    .uuid: 36...36, .date: 10...10, .ipv4: 7...15, .ipv6: 2...45, .hostname: 1...253,
  ]

  private var knownLeast: Int { formats.compactMap { Self.lengths[$0]?.lowerBound }.reduce(least, max) }

  private var knownMost: Int? { formats.compactMap { Self.lengths[$0]?.upperBound }.reduce(most) { Swift.min($0 ?? .max, $1) } }

  /// Formats whose texts are all of these formats too.
  private static let wider: [StringFormat: Set<StringFormat>] = [
    .email: [.idnEmail], .hostname: [.idnHostname], .uri: [.uriReference, .iri, .iriReference], .uriReference: [.iriReference],
    .iri: [.iriReference],
  ]
}
