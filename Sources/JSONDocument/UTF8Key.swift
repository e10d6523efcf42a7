/// A string that is compared, hashed and ordered by its UTF-8 bytes, as JSON keys must be.
///
/// `String` itself merges canonically equivalent texts, so that two different JSON keys would fall together.
public struct UTF8Key: Sendable, Hashable, Comparable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func == (left: UTF8Key, right: UTF8Key) -> Bool { left.text.hasSameUTF8(as: right.text) }

  public static func < (left: UTF8Key, right: UTF8Key) -> Bool { left.text.precedesByUTF8(right.text) }

  public func hash(into hasher: inout Hasher) { text.hashUTF8(into: &hasher) }
}

extension String {
  /// Whether both strings consist of the same bytes in UTF-8.
  public func hasSameUTF8(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    return utf8.elementsEqual(other.utf8)
  }

  /// Whether this string comes first in the order of UTF-8 bytes, which is also the order of code points.
  public func precedesByUTF8(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

  func hashUTF8(into hasher: inout Hasher) {
    var text = self
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
