import Foundation

extension Date: PostgresEncodable, PostgresDecodable {
  /// Sent in UTC with microseconds, which is what PostgreSQL keeps; finer fractions are rounded.
  public var postgresText: String? {
    PostgresTimestamp.text(for: self)
  }

  /// Reads `timestamptz`, and `timestamp` as UTC. `infinity` and years before Christ are refused.
  public init(postgresText text: String?) throws {
    guard let text else { throw PostgresValueError("it is NULL") }
    guard let date = PostgresTimestamp.date(from: text) else { throw PostgresValueError("the text isn't a finite timestamp in ISO style") }
    self = date
  }
}

/// Reads and writes timestamps such as `2026-11-21 10:00:00.123456+00` (PostgreSQL manual, 8.5.2, ISO style).
enum PostgresTimestamp {
  static func text(for date: Date) -> String {
    let bounded = Swift.min(Swift.max(date.timeIntervalSince1970, -62_135_596_800), 253_402_300_799)
    let microseconds = Int64((bounded * 1_000_000).rounded())
    let (seconds, fraction) = floorDivide(microseconds, 1_000_000)
    let (days, secondOfDay) = floorDivide(seconds, 86_400)
    let (year, month, day) = civil(fromDays: days)
    let clock = "\(pad(secondOfDay / 3600, 2)):\(pad(secondOfDay / 60 % 60, 2)):\(pad(secondOfDay % 60, 2))"
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2)) \(clock).\(pad(fraction, 6))+00"
  }

  static func date(from text: String) -> Date? {
    var reader = DigitReader(text)
    guard let year = reader.number(), reader.skip("-"), let month = reader.number(), reader.skip("-"), let day = reader.number(),
      (1...12).contains(month), (1...31).contains(day), (1...294_276).contains(year)
    else { return nil }
    var seconds = days(year: year, month: month, day: day) * 86_400
    var microseconds: Int64 = 0
    if reader.skip(" ") {
      guard let hour = reader.number(), reader.skip(":"), let minute = reader.number(), reader.skip(":"), let second = reader.number(),
        hour <= 24, minute < 60, second <= 60
      else { return nil }
      seconds += hour * 3600 + minute * 60 + second
      if reader.skip(".") {
        guard let fraction = reader.fraction() else { return nil }
        microseconds = fraction
      }
      guard let offset = reader.offset() else { return nil }
      seconds -= offset
    }
    guard reader.isAtEnd else { return nil }
    return Date(timeIntervalSince1970: Double(seconds) + Double(microseconds) / 1_000_000)
  }

  private static func pad(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: Swift.max(0, width - text.count)) + text
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let remainder = ((value % divisor) + divisor) % divisor
    return ((value - remainder) / divisor, remainder)
  }

  /// Days from 1970-01-01 in the proleptic Gregorian calendar, counted in years that begin in March.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let marchYear = month <= 2 ? year - 1 : year
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    return marchYear * 365 + leapDays + dayOfYear - 719_468
  }

  private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
    let leapCorrection = dayOfEra / 1460 - dayOfEra / 36_524 + dayOfEra / 146_096
    let yearOfEra = (dayOfEra - leapCorrection) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day)
  }
}

/// Reads runs of ASCII digits and single marks from the front of a text.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = text[...].utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == mark.value else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// One to six digits.
  mutating func number() -> Int64? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...6).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }

  /// Up to six digits after the point, as microseconds.
  mutating func fraction() -> Int64? {
    let width = rest.prefix { (0x30...0x39).contains($0) }.count
    guard var value = number() else { return nil }
    for _ in width..<6 { value *= 10 }
    return value
  }

  /// `+HH`, `+HH:MM`, `+HH:MM:SS` or nothing, in seconds.
  mutating func offset() -> Int64? {
    if isAtEnd { return 0 }
    let sign: Int64
    if skip("+") {
      sign = 1
    } else if skip("-") {
      sign = -1
    } else {
      return nil
    }
    guard var seconds = number().map({ $0 * 3600 }) else { return nil }
    var unit: Int64 = 60
    while unit > 0, skip(":") {
      guard let part = number() else { return nil }
      seconds += part * unit
      unit /= 60
    }
    return sign * seconds
  }
}
