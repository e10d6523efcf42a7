/// Writes a moment the two ways that the wire needs: RFC 3339 for JSON and the store, IMF-fixdate (RFC 9110) for HTTP headers.
struct CalendarText {
  private let year: Int64
  private let month: Int64
  private let day: Int64
  private let secondOfDay: Int64
  private let weekday: Int
  private let microsecond: Int64

  init(_ instant: ServiceInstant) {
    let seconds = instant.secondsSinceEpoch
    let days = Self.floorDivide(seconds, 86_400)
    secondOfDay = seconds - days * 86_400
    microsecond = instant.microseconds &- seconds &* 1_000_000
    weekday = Int(Self.floorModulo(days + 4, 7))
    // Proleptic Gregorian calendar counted in 400-year eras that begin on 1 March, so that a leap day ends its year.
    let shifted = days + 719_468
    let era = Self.floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let leaps = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
    let yearOfEra = (dayOfEra - leaps) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// `2026-01-31T12:34:56.000001Z`
  var rfc3339: String {
    "\(Self.pad(year, 4))-\(Self.pad(month, 2))-\(Self.pad(day, 2))T\(time).\(Self.pad(microsecond, 6))Z"
  }

  /// `Sat, 31 Jan 2026 12:34:56 GMT`
  var imfFixdate: String {
    "\(Self.weekdays[weekday]), \(Self.pad(day, 2)) \(Self.months[Int(month) - 1]) \(Self.pad(year, 4)) \(time) GMT"
  }

  private var time: String {
    "\(Self.pad(secondOfDay / 3_600, 2)):\(Self.pad(secondOfDay / 60 % 60, 2)):\(Self.pad(secondOfDay % 60, 2))"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func pad(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return text.utf8.count >= width ? text : String(repeating: "0", count: width - text.utf8.count) + text
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  private static func floorModulo(_ value: Int64, _ divisor: Int64) -> Int64 {
    value - floorDivide(value, divisor) * divisor
  }
}

extension ServiceInstant {
  /// RFC 3339 in UTC with microseconds, such as `2026-01-31T12:34:56.000001Z`; PostgreSQL reads it as `timestamptz`.
  public var rfc3339: String { CalendarText(self).rfc3339 }

  /// The IMF-fixdate of RFC 9110 section 5.6.7, such as `Sat, 31 Jan 2026 12:34:56 GMT`.
  public var httpDate: String { CalendarText(self).imfFixdate }
}
