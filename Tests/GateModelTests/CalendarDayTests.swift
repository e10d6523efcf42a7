import GateModel
import Testing

@Suite struct CalendarDayTests {
  @Test(
    "The days between two are counted over months, years and leap days",
    arguments: [
      ("2026-06-15", "2026-06-15", 0), ("2026-06-15", "2026-07-01", 16), ("2026-12-31", "2027-01-01", 1), ("2028-02-28", "2028-03-01", 2),
      ("2027-02-28", "2027-03-01", 1), ("2000-02-28", "2000-03-01", 2), ("1900-02-28", "1900-03-01", 1), ("2001-01-01", "2000-01-01", -366),
    ])
  func between(first: String, second: String, days: Int) throws {
    let (left, right) = (try #require(CalendarDay(first)), try #require(CalendarDay(second)))
    #expect(left.days(to: right) == days)
    #expect((left < right) == (days > 0))
  }

  @Test(
    "What is no day of the calendar is none",
    arguments: [
      "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-1", "0000-01-01", "+026-01-01", "2026-01-011", "2026/01/01",
    ])
  func none(text: String) { #expect(CalendarDay(text) == nil) }
}
