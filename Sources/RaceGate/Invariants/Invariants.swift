/// What the kinds of invariants share.
enum Invariants {
  /// A whole number without its fraction.
  static func number(_ value: Double) -> String {
    guard let whole = Int(exactly: value) else { return String(value) }
    return String(whole)
  }
}
