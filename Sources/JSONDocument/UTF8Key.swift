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
    let answer = utf8.withContiguousStorageIfAvailable { bytes in
      other.utf8.withContiguousStorageIfAvailable { Self.areEqual(UnsafeRawBufferPointer(bytes), UnsafeRawBufferPointer($0)) }
    }
    return (answer ?? nil) ?? utf8.elementsEqual(other.utf8)
  }

  /// Whether this string comes first in the order of UTF-8 bytes, which is also the order of code points.
  public func precedesByUTF8(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

  /// Compares buffers of the same size, eight bytes at a time.
  private static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + 8 <= left.count {
      if left.loadUnaligned(fromByteOffset: offset, as: UInt64.self) != right.loadUnaligned(fromByteOffset: offset, as: UInt64.self) {
        return false
      }
      offset += 8
    }
    while offset < left.count {
      if left[offset] != right[offset] { return false }
      offset += 1
    }
    return true
  }

  func hashUTF8(into hasher: inout Hasher) {
    var text = self
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
