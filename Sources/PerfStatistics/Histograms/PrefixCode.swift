/// A canonical prefix code, as deflate describes it by the lengths of its codes (RFC 1951, 3.2.2).
struct PrefixCode: Sendable {
  /// By length, how many codes have it.
  let counts: [Int]
  /// In the order of their codes.
  let symbols: [Int]

  /// - Throws: `HistogramError.corrupt` where there are more codes than lengths allow.
  init(lengths: [Int]) throws(HistogramError) {
    self.init(complete: lengths)
    var left = 1
    for count in counts.dropFirst() {
      left = left * 2 - count
      guard left >= 0 else { throw .corrupt("codes that contradict each other in the compressed data") }
    }
  }

  /// Of lengths, 0 to 15, that are known to make a code.
  init(complete lengths: [Int]) {
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths where length > 0 { counts[length] += 1 }
    var starts = [Int](repeating: 0, count: 17)
    for length in 1...15 { starts[length + 1] = starts[length] + counts[length] }
    var symbols = [Int](repeating: 0, count: starts[16])
    for (symbol, length) in lengths.enumerated() where length > 0 {
      symbols[starts[length]] = symbol
      starts[length] += 1
    }
    self.counts = counts
    self.symbols = symbols
  }
}
