/// A zlib container (RFC 1950): written around stored deflate blocks (RFC 1951, 3.2.4), which any zlib reads, and read
/// whatever its compression.
enum StoredZlib {
  private static let blockLimit = 65_535

  static func wrap(_ bytes: [UInt8]) -> [UInt8] {
    var container: [UInt8] = [0x78, 0x01]
    var position = 0
    repeat {
      let end = min(position + blockLimit, bytes.count)
      let length = UInt16(end - position)
      container.append(end == bytes.count ? 1 : 0)
      for part in [length, ~length] { container += [UInt8(part & 0xff), UInt8(part >> 8)] }
      container += bytes[position..<end]
      position = end
    } while position < bytes.count
    container.append(bigEndian: adler32(bytes))
    return container
  }

  /// - Parameter limit: more bytes than this are refused.
  static func unwrap(_ container: [UInt8], limit: Int = 40_000_000) throws(HistogramError) -> [UInt8] {
    var reader = ByteReader(container)
    let method = try reader.uint8()
    let flags = try reader.uint8()
    guard method & 0x0f == 8, (UInt16(method) << 8 | UInt16(flags)) % 31 == 0, flags & 0x20 == 0 else {
      throw .corrupt("it holds no zlib data")
    }
    let (bytes, end) = try Inflate.decode(container, from: 2, limit: limit)
    guard end + 4 == container.count else { throw .corrupt("\(container.count - end) bytes after the compressed data instead of 4") }
    var trailer = ByteReader(Array(container[end...]))
    guard try trailer.uint32() == adler32(bytes) else { throw .corrupt("the checksum is wrong") }
    return bytes
  }

  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var low: UInt32 = 1
    var high: UInt32 = 0
    for byte in bytes {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return high << 16 | low
  }
}
