import Testing

@testable import PerfStatistics

@Suite("Histogram encoding")
struct HistogramCodecTests {
  private func sample() -> LatencyHistogram {
    var histogram = LatencyHistogram()
    for value in 1...10_000 { histogram.record(Int64(value * value) * 137, times: Int64(value % 5 + 1)) }
    histogram.record(59_000_000_000, times: 1 << 40)
    return histogram
  }

  @Test("what is decoded equals what was encoded")
  func roundTrip() throws {
    let histogram = sample()
    #expect(try LatencyHistogram(encodedText: histogram.encodedText()) == histogram)
    #expect(try LatencyHistogram(encoded: LatencyHistogram().encoded()) == LatencyHistogram())
  }

  @Test("writes the bytes that HdrHistogram's V2 format prescribes")
  func knownBytes() throws {
    var histogram = LatencyHistogram(layout: try HistogramLayout(highestTrackable: 100_000, significantDigits: 3))
    histogram.record(2)
    histogram.record(4, times: 300)
    let header: [UInt8] = [0x1c, 0x84, 0x93, 0x13, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 3]
    let range: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0x86, 0xa0, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0]
    // -2 zeros, 1, 0, 300
    #expect(histogram.encoded() == header + range + [3, 2, 0, 0xd8, 4])
  }

  @Test("numbers of every length survive", arguments: [0, 1, -1, 63, 64, -64, 8_191, 1 << 40, Int64.max, Int64.min, 1 << 55, 1 << 56])
  func variableLength(number: Int64) throws {
    var bytes: [UInt8] = []
    VariableLength.append(number, to: &bytes)
    var reader = ByteReader(bytes)
    #expect(try VariableLength.read(&reader) == number)
    #expect(bytes.count <= 9)
    #expect(reader.remaining == 0)
  }

  @Test("a truncated encoding is an error wherever it is cut")
  func truncated() {
    let bytes = sample().encoded()
    for length in stride(from: 0, to: bytes.count, by: 97) {
      #expect(throws: HistogramError.self) { try LatencyHistogram(encoded: Array(bytes.prefix(length))) }
    }
  }

  @Test("damaged bytes are an error or another histogram, never a crash")
  func damaged() {
    var histogram = LatencyHistogram()
    for value in 1...50 { histogram.record(Int64(value) * 1_000_000) }
    let bytes = histogram.encoded()
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      var changed = bytes
      changed[Int.random(in: 0..<changed.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      _ = try? LatencyHistogram(encoded: changed)
    }
  }

  @Test(
    "text that is no histogram is an error",
    arguments: ["", "not base64!", "AAAA", "HISTFAAAAAAAAAAA", "HISTFAAAABR4nJNpmSzMwMDAzAABMFpAiRkAGhwBKQ=="])
  func refuses(text: String) {
    #expect(throws: HistogramError.self) { try LatencyHistogram(encodedText: text) }
  }

  @Test("a flipped bit in the container is found by its checksum")
  func checksum() {
    let bytes = sample().encoded()
    var container = StoredZlib.wrap(bytes)
    container[container.count / 2] ^= 1
    #expect(throws: HistogramError.corrupt("the checksum is wrong")) { try StoredZlib.unwrap(container) }
  }

  @Test("a container longer than one block is put together again", arguments: [0, 1, 65_535, 65_536, 200_000])
  func blocks(length: Int) throws {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try StoredZlib.unwrap(StoredZlib.wrap(bytes)) == bytes)
  }
}
