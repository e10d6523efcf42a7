import Foundation
import Testing

@testable import PostgresAccess

struct PostgresTimestampTests {
  @Test(
    "A timestamp in ISO style is read",
    arguments: [
      ("1970-01-01 00:00:00+00", 0.0), ("2026-11-21 10:00:00.5+00", 1_795_255_200.5), ("2000-02-29 23:59:59.000001+00", 951_868_799.000001),
      ("1969-12-31 23:59:59+00", -1), ("2026-11-21 12:30:00+02:30", 1_795_255_200), ("2026-11-21 10:00:00", 1_795_255_200),
      ("2026-11-21", 1_795_219_200),
    ])
  func reads(text: String, seconds: Double) throws {
    let date = try Date(postgresText: text)
    #expect(abs(date.timeIntervalSince1970 - seconds) < 0.000_000_5)
  }

  @Test(
    "What is no finite timestamp is refused",
    arguments: ["infinity", "-infinity", "", "2026-13-01", "2026-11-21 10:00", "2026-11-21 10:00:00+", "x", "0044-03-15 00:00:00+00 BC"])
  func refuses(text: String) {
    #expect(throws: PostgresValueError.self) { try Date(postgresText: text) }
  }

  @Test(
    "A date is written in UTC with microseconds",
    arguments: [(0.0, "1970-01-01 00:00:00.000000+00"), (-0.25, "1969-12-31 23:59:59.750000+00")])
  func writes(seconds: Double, text: String) {
    #expect(Date(timeIntervalSince1970: seconds).postgresText == text)
  }
}
