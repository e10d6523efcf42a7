import Testing

@testable import ReferenceService

@Suite struct ServiceInstantTests {
  @Test(
    "writes RFC 3339 with microseconds",
    arguments: [
      (0, "1970-01-01T00:00:00.000000Z"),
      (-1, "1969-12-31T23:59:59.999999Z"),
      (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
      (1_767_225_599_000_001, "2025-12-31T23:59:59.000001Z"),
      (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
    ] as [(Int64, String)])
  func rfc3339(microseconds: Int64, text: String) {
    #expect(ServiceInstant(microseconds: microseconds).rfc3339 == text)
  }

  @Test(
    "writes the IMF-fixdate of RFC 9110",
    arguments: [(784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT")] as [(Int64, String)])
  func httpDate(seconds: Int64, text: String) {
    #expect(ServiceInstant(secondsSinceEpoch: seconds).httpDate == text)
  }

  @Test("clamps instead of overflowing")
  func clamps() {
    let end = ServiceInstant(microseconds: .max)
    #expect(end.advanced(by: .seconds(1)) == end)
    #expect(ServiceInstant(microseconds: .min).advanced(by: .seconds(-1)).microseconds == .min)
  }

  @Test("rounds seconds down before the epoch too")
  func floors() {
    #expect(ServiceInstant(microseconds: -1).secondsSinceEpoch == -1)
    #expect(ServiceInstant(microseconds: 1_999_999).secondsSinceEpoch == 1)
  }
}
