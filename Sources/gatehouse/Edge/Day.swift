import Foundation

/// The calendar at the edge of the process.
enum Day {
  /// Today in UTC as `YYYY-MM-DD`.
  static var today: String { String(now.prefix(10)) }

  /// Now in UTC, RFC 3339 with seconds.
  static var now: String { Date().formatted(.iso8601) }
}
