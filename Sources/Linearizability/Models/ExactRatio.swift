/// How often a part goes into a whole.
enum ExactRatio {
  /// At least 1; nil where the part does not go into it.
  static func of(_ whole: Int, _ part: Int) -> Int? {
    guard part != 0, part != -1 || whole != .min, whole.isMultiple(of: part), whole / part > 0 else { return nil }
    return whole / part
  }
}
