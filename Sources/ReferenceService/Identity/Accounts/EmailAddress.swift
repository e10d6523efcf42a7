/// The shape of an address that an account is written to.
enum EmailAddress {
  private static let longest = 254

  /// Whether a text is one: a name, one `@`, and a host of at least two labels, all of ASCII.
  static func isValid(_ text: String) -> Bool {
    let sides = text.split(separator: "@", omittingEmptySubsequences: false)
    guard text.utf8.count <= longest, sides.count == 2, (1...64).contains(sides[0].utf8.count) else { return false }
    let labels = sides[1].split(separator: ".", omittingEmptySubsequences: false)
    let isNamePlain = sides[0].utf8.allSatisfy { isPlain($0) || "._+-".utf8.contains($0) }
    return isNamePlain && labels.count >= 2
      && labels.allSatisfy { (1...63).contains($0.utf8.count) && $0.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "-") } }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}
