/// What a leak looks like: texts to look for, and what must stand around one of them so that it is no accident.
struct LeakPattern: Sendable {
  /// For messages and for telling causes apart: `a Python stack trace`.
  let kind: String
  let needles: [String]
  /// Whether it counts in answers that say that all went well, where it may be what was asked for.
  let countsInSuccess: Bool
  /// Gives the telling text, or nil when it is an accident.
  let verify: @Sendable (_ text: LeakText, _ position: Int) -> String?

  init(
    _ kind: String, _ needles: [String], countsInSuccess: Bool = true, verify: @escaping @Sendable (LeakText, Int) -> String?
  ) {
    (self.kind, self.needles, self.countsInSuccess, self.verify) = (kind, needles, countsInSuccess, verify)
  }

  /// The needle must be followed, within the same line or the next ones, by all the other texts in their order.
  init(_ kind: String, _ needles: [String], followedBy others: [String], within count: Int = 600, countsInSuccess: Bool = true) {
    self.init(kind, needles, countsInSuccess: countsInSuccess) { text, position in
      let window = text.text(from: position, count: count)
      var rest = window[...]
      for other in others {
        guard let range = rest.firstRange(of: other) else { return nil }
        rest = rest[range.upperBound...]
      }
      return String(window[..<rest.startIndex])
    }
  }
}

/// The patterns of one check, looked for in one pass.
struct LeakPatterns: Sendable {
  struct Match: Sendable {
    let kind: String
    /// The telling text; never part of a message.
    let text: String
  }

  private let patterns: [LeakPattern]
  private let owners: [Int]
  private let needles: NeedleSet
  /// Whether any of them counts in answers that say that all went well.
  private let countsInSuccess: Bool

  init(_ patterns: [LeakPattern]) {
    self.patterns = patterns
    owners = patterns.enumerated().flatMap { number, pattern in pattern.needles.map { _ in number } }
    needles = NeedleSet(patterns.flatMap(\.needles))
    countsInSuccess = patterns.contains(where: \.countsInSuccess)
  }

  /// After so many tries a body is one that is made to be slow.
  private static let mostTries = 2_000

  /// The first match of each kind.
  /// - Parameter counts: asked for each telling text.
  func matches(in text: LeakText, isSuccess: Bool, where counts: (String) -> Bool) -> [Match] {
    if isSuccess, !countsInSuccess { return [] }
    var matches: [Match] = []
    var tries = 0
    needles.scan(text.bytes) { needle, position in
      let pattern = patterns[owners[needle]]
      guard !isSuccess || pattern.countsInSuccess, !matches.contains(where: { $0.kind == pattern.kind }) else { return true }
      tries += 1
      if let telling = pattern.verify(text, position), counts(telling) { matches.append(Match(kind: pattern.kind, text: telling)) }
      return tries < Self.mostTries
    }
    return matches
  }
}
