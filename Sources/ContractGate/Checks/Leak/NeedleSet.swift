/// Many short texts that are looked for in one pass.
struct NeedleSet: Sendable {
  private let needles: [[UInt8]]
  /// For each first byte the needles that begin with it.
  private let byFirst: [[Int]]
  /// Which first bytes there are; most bytes of a text are none.
  private let isFirst: [Bool]

  /// - Parameter needles: not empty, exact in case.
  init(_ needles: [String]) {
    self.needles = needles.map { Array($0.utf8) }
    var table = Array(repeating: [Int](), count: 256)
    for (number, needle) in self.needles.enumerated() { if let first = needle.first { table[Int(first)].append(number) } }
    byFirst = table
    isFirst = table.map { !$0.isEmpty }
  }

  /// Calls back for each place where a needle stands, in order, until the answer is false.
  func scan(_ bytes: [UInt8], _ found: (_ needle: Int, _ position: Int) -> Bool) {
    bytes.withUnsafeBufferPointer { text in
      for position in text.indices {
        guard isFirst[Int(text[position])] else { continue }
        let candidates = byFirst[Int(text[position])]
        let rest = text.count - position
        for number in candidates {
          let needle = needles[number]
          // Nearly all differ in their second byte.
          guard needle.count <= rest, needle.count < 2 || text[position + 1] == needle[1],
            needle.indices.allSatisfy({ text[position + $0] == needle[$0] })
          else { continue }
          if !found(number, position) { return }
        }
      }
    }
  }
}
