import JSONDocument

/// The keys of one mapping, to see duplicates; a table is made only where a scan would be slow.
struct YAMLKeys {
  private var few: [(key: String, line: Int)] = []
  private var many: [UTF8Key: Int] = [:]

  private static let scannedUpTo = 12

  /// Adds a key; returns the line of the same key when there is one already.
  mutating func insert(_ key: String, line: Int) -> Int? {
    guard many.isEmpty else {
      if let first = many[UTF8Key(key)] { return first }
      many[UTF8Key(key)] = line
      return nil
    }
    if let first = few.first(where: { $0.key.hasSameUTF8(as: key) }) { return first.line }
    few.append((key, line))
    if few.count > Self.scannedUpTo {
      for entry in few { many[UTF8Key(entry.key)] = entry.line }
    }
    return nil
  }
}
