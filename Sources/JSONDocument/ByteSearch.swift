extension [UInt8] {
  /// Where a text stands first; an empty one stands at the beginning.
  public func firstRange(ofText text: String) -> Range<Int>? {
    var text = text
    return withUnsafeBufferPointer { bytes in
      text.withUTF8 { needle -> Range<Int>? in
        guard let first = needle.first else { return 0..<0 }
        guard needle.count <= bytes.count else { return nil }
        for start in 0...(bytes.count - needle.count) where bytes[start] == first {
          if needle.indices.allSatisfy({ bytes[start + $0] == needle[$0] }) { return start..<start + needle.count }
        }
        return nil
      }
    }
  }

  /// Whether a text stands in it.
  public func contains(text: String) -> Bool { firstRange(ofText: text) != nil }
}
