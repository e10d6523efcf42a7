/// Reads big-endian numbers from bytes and refuses to read past their end.
struct ByteReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var remaining: Int { bytes.count - position }

  mutating func uint8() throws(HistogramError) -> UInt8 {
    guard position < bytes.count else { throw .corrupt("it ends after \(bytes.count) bytes, in the middle of a number") }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func uint32() throws(HistogramError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 { value = value << 8 | UInt32(try uint8()) }
    return value
  }

  mutating func uint64() throws(HistogramError) -> UInt64 { UInt64(try uint32()) << 32 | UInt64(try uint32()) }

  mutating func take(_ length: Int) throws(HistogramError) -> ArraySlice<UInt8> {
    guard length >= 0, length <= remaining else { throw .corrupt("it ends after \(bytes.count) bytes, \(length) more were announced") }
    defer { position += length }
    return bytes[position..<position + length]
  }

  func rest() -> [UInt8] { Array(bytes[position...]) }
}

extension Array where Element == UInt8 {
  mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
    for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> Number(shift))) }
  }
}
