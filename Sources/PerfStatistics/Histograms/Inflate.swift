/// Reads deflate data (RFC 1951), so that histograms which other tools compressed can be read.
///
/// Bounded: never more than `limit` bytes come out, whatever goes in.
struct Inflate {
  private let bytes: [UInt8]
  private let limit: Int
  private var position: Int
  private var bitBuffer: UInt32 = 0
  private var bitCount: UInt32 = 0
  private var output: [UInt8] = []

  /// - Returns: what was compressed, and the position after the last block.
  static func decode(_ bytes: [UInt8], from start: Int, limit: Int) throws(HistogramError) -> (output: [UInt8], end: Int) {
    var inflate = Inflate(bytes: bytes, limit: limit, position: start)
    var isLast = false
    while !isLast {
      isLast = try inflate.bits(1) == 1
      switch try inflate.bits(2) {
      case 0: try inflate.stored()
      case 1: try inflate.block(literals: Self.fixedLiterals, distances: Self.fixedDistances)
      case 2:
        let (literals, distances) = try inflate.dynamicCodes()
        try inflate.block(literals: literals, distances: distances)
      default: throw .corrupt("a compressed block of an unknown kind")
      }
    }
    return (inflate.output, inflate.position)
  }

  private init(bytes: [UInt8], limit: Int, position: Int) {
    self.bytes = bytes
    self.limit = limit
    self.position = position
  }

  private mutating func bits(_ count: UInt32) throws(HistogramError) -> Int {
    while bitCount < count {
      guard position < bytes.count else { throw .corrupt("the compressed data end too early") }
      bitBuffer |= UInt32(bytes[position]) << bitCount
      position += 1
      bitCount += 8
    }
    let value = bitBuffer & ((1 << count) - 1)
    bitBuffer >>= count
    bitCount -= count
    return Int(value)
  }

  private mutating func emit(_ byte: UInt8) throws(HistogramError) {
    guard output.count < limit else { throw .corrupt("more than \(limit) bytes come out of the compressed data") }
    output.append(byte)
  }

  private mutating func stored() throws(HistogramError) {
    bitBuffer = 0
    bitCount = 0
    let length = try bits(16)
    let complement = try bits(16)
    guard length == ~complement & 0xffff else { throw .corrupt("a block's length is damaged") }
    guard position + length <= bytes.count else { throw .corrupt("the compressed data end too early") }
    for byte in bytes[position..<position + length] { try emit(byte) }
    position += length
  }

  private mutating func block(literals: PrefixCode, distances: PrefixCode) throws(HistogramError) {
    while true {
      let symbol = try decode(literals)
      if symbol < 256 {
        try emit(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      guard Self.lengthBases.indices.contains(symbol - 257) else { throw .corrupt("an unknown length in the compressed data") }
      let length = Self.lengthBases[symbol - 257] + (try bits(Self.lengthBits[symbol - 257]))
      let code = try decode(distances)
      guard Self.distanceBases.indices.contains(code) else { throw .corrupt("an unknown distance in the compressed data") }
      let distance = Self.distanceBases[code] + (try bits(Self.distanceBits[code]))
      guard distance <= output.count else { throw .corrupt("a distance in the compressed data reaches before its beginning") }
      for _ in 0..<length { try emit(output[output.count - distance]) }
    }
  }

  private mutating func decode(_ code: PrefixCode) throws(HistogramError) -> Int {
    var value = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      value |= try bits(1)
      let count = code.counts[length]
      if value - count < first { return code.symbols[index + value - first] }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    throw .corrupt("an unknown code in the compressed data")
  }

  private mutating func dynamicCodes() throws(HistogramError) -> (PrefixCode, PrefixCode) {
    let literalCount = try bits(5) + 257
    let distanceCount = try bits(5) + 1
    let lengthCount = try bits(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw .corrupt("too many codes in the compressed data") }
    var lengths = [Int](repeating: 0, count: 19)
    for place in Self.lengthOrder.prefix(lengthCount) { lengths[place] = try bits(3) }
    let lengthCode = try PrefixCode(lengths: lengths)
    var all: [Int] = []
    while all.count < literalCount + distanceCount {
      let symbol = try decode(lengthCode)
      if symbol < 16 {
        all.append(symbol)
        continue
      }
      guard symbol != 16 || !all.isEmpty else { throw .corrupt("a repeated code without a first one in the compressed data") }
      let repeated = symbol == 16 ? all[all.count - 1] : 0
      let times =
        switch symbol {
        case 16: 3 + (try bits(2))
        case 17: 3 + (try bits(3))
        default: 11 + (try bits(7))
        }
      guard all.count + times <= literalCount + distanceCount else { throw .corrupt("too many codes in the compressed data") }
      all += [Int](repeating: repeated, count: times)
    }
    return (try PrefixCode(lengths: Array(all[..<literalCount])), try PrefixCode(lengths: Array(all[literalCount...])))
  }

  private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let lengthBits: [UInt32] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537, 2_049, 3_073, 4_097, 6_145, 8_193,
    12_289, 16_385, 24_577,
  ]
  private static let distanceBits: [UInt32] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]
  private static let fixedLiterals = PrefixCode(
    complete: [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112) + [Int](repeating: 7, count: 24)
      + [Int](repeating: 8, count: 8))
  private static let fixedDistances = PrefixCode(complete: [Int](repeating: 5, count: 30))
}
