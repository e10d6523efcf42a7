/// Finds what somebody probably meant.
public enum NearestName {
  /// `Did you mean 'x'?`, or what there is to choose from.
  public static func advice(for word: String, in candidates: [String]) -> String {
    if let near = find(word, in: candidates) { return "Did you mean '\(near)'?" }
    let names = Set(candidates).sorted()
    return names.isEmpty ? "There is nothing to choose from" : "Use one of: \(names.joined(separator: ", "))"
  }

  /// The candidate with the smallest edit distance, if it is at most a third of the word's length.
  static func find(_ word: String, in candidates: [String]) -> String? {
    let letters = Array(word.lowercased().utf8)
    let scored = candidates.map { (name: $0, distance: distance(letters, Array($0.lowercased().utf8))) }
    guard let best = scored.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
    return best.distance <= max(1, letters.count / 3) ? best.name : nil
  }

  /// Insertions, deletions and substitutions that make one of the other (Levenshtein).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let substituted = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, min(row[j], diagonal) + 1)
      }
    }
    return row[right.count]
  }
}
