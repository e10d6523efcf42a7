/// Signed numbers in one to nine bytes: zig-zag, then seven bits a byte, the ninth byte whole.
enum VariableLength {
  static func append(_ number: Int64, to bytes: inout [UInt8]) {
    var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
    for _ in 0..<8 {
      if rest < 0x80 {
        bytes.append(UInt8(rest))
        return
      }
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  static func read(_ reader: inout ByteReader) throws(HistogramError) -> Int64 {
    var value: UInt64 = 0
    for position in UInt64(0)..<9 {
      let byte = UInt64(try reader.uint8())
      if position == 8 {
        value |= byte << 56
        break
      }
      value |= (byte & 0x7f) << (7 * position)
      if byte < 0x80 { break }
    }
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
