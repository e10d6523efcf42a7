import Foundation

/// The compact forms of a histogram: HdrHistogram's V2 encoding, and the same in a zlib container and base64, which
/// its readers in other languages take.
extension LatencyHistogram {
  private static let cookie: UInt32 = 0x1c84_9313
  private static let containerCookie: UInt32 = 0x1c84_9314
  private static let headerLength = 40
  private static let encodedSizeLimit = 8_000_000

  /// The V2 encoding: a header, and the counts as zig-zag variable-length numbers, runs of zeros as one negative number.
  public func encoded() -> [UInt8] {
    var payload: [UInt8] = []
    let end = slots.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    var index = 0
    while index < end {
      if slots[index] != 0 {
        VariableLength.append(slots[index], to: &payload)
        index += 1
      } else {
        var zeros: Int64 = 0
        while index < end, slots[index] == 0 {
          zeros += 1
          index += 1
        }
        VariableLength.append(zeros == 1 ? 0 : -zeros, to: &payload)
      }
    }
    var bytes: [UInt8] = []
    bytes.append(bigEndian: Self.cookie)
    bytes.append(bigEndian: UInt32(payload.count))
    bytes.append(bigEndian: UInt32(0))
    bytes.append(bigEndian: UInt32(layout.significantDigits))
    bytes.append(bigEndian: UInt64(layout.lowestDiscernible))
    bytes.append(bigEndian: UInt64(layout.highestTrackable))
    bytes.append(bigEndian: Double(1).bitPattern)
    return bytes + payload
  }

  /// The V2 encoding in a zlib container (stored blocks) as base64: the text that `hdrh` and others decode.
  public func encodedText() -> String {
    let container = StoredZlib.wrap(encoded())
    var bytes: [UInt8] = []
    bytes.append(bigEndian: Self.containerCookie)
    bytes.append(bigEndian: UInt32(container.count))
    return Data(bytes + container).base64EncodedString()
  }

  /// Reads what `encodedText()` or another tool wrote, whatever the compression.
  /// - Throws: `HistogramError.corrupt` or `.invalidLayout`.
  public init(encodedText: String) throws(HistogramError) {
    guard encodedText.utf8.count <= Self.encodedSizeLimit else { throw .corrupt("more than \(Self.encodedSizeLimit) bytes") }
    guard let data = Data(base64Encoded: encodedText) else { throw .corrupt("it is not base64") }
    var reader = ByteReader(Array(data))
    guard try reader.uint32() == Self.containerCookie else { throw .corrupt("it does not begin with the V2 container's cookie") }
    let length = Int(try reader.uint32())
    guard length == reader.remaining else { throw .corrupt("\(length) bytes announced, \(reader.remaining) there") }
    try self.init(encoded: try StoredZlib.unwrap(reader.rest()))
  }

  /// Reads what `encoded()` wrote.
  /// - Throws: `HistogramError.corrupt` or `.invalidLayout`.
  public init(encoded bytes: [UInt8]) throws(HistogramError) {
    var reader = ByteReader(bytes)
    guard try reader.uint32() == Self.cookie else { throw .corrupt("it does not begin with the V2 cookie") }
    let length = Int(try reader.uint32())
    guard length == bytes.count - Self.headerLength else {
      throw .corrupt("\(length) bytes of counts announced, \(bytes.count - Self.headerLength) there")
    }
    guard try reader.uint32() == 0 else { throw .corrupt("a shifted histogram, which this reader does not know") }
    let digits = Int(try reader.uint32())
    let lowest = Int64(bitPattern: try reader.uint64())
    let highest = Int64(bitPattern: try reader.uint64())
    guard Double(bitPattern: try reader.uint64()) == 1 else { throw .corrupt("a scaled histogram, which this reader does not know") }
    let layout = try HistogramLayout(lowestDiscernible: lowest, highestTrackable: highest, significantDigits: digits)
    guard layout.slotCount <= 4_000_000 else { throw .corrupt("\(layout.slotCount) slots are more than this reader takes") }
    var slots = [Int64](repeating: 0, count: layout.slotCount)
    var index = 0
    var count: Int64 = 0
    while reader.remaining > 0 {
      let number = try VariableLength.read(&reader)
      if number <= 0 {
        let zeros = number == 0 ? 1 : number.magnitude
        guard zeros <= UInt64(slots.count - index) else { throw .corrupt("more counts than the layout has slots") }
        index += Int(zeros)
        continue
      }
      guard index < slots.count else { throw .corrupt("more counts than the layout has slots") }
      slots[index] = number
      index += 1
      let (total, overflow) = count.addingReportingOverflow(number)
      guard !overflow else { throw .corrupt("the counts do not fit in 64 bits") }
      count = total
    }
    self.init(layout: layout, slots: slots, count: count)
  }
}
