/// Dates and times of RFC 3339, durations of its appendix A.
enum TimeFormats {
  static func isDateTime(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count > 11, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") else { return false }
    return isDate(bytes[..<10]) && isTime(bytes[11...])
  }

  static func isDate(_ text: String) -> Bool { isDate(Array(text.utf8)[...]) }

  static func isTime(_ text: String) -> Bool { isTime(Array(text.utf8)[...]) }

  private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
    var scanner = DigitScanner(bytes)
    guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
      let day = scanner.number(2), scanner.isAtEnd, (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// A leap second is allowed where it can be: at 23:59:60 of UTC.
  private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
    var scanner = DigitScanner(bytes)
    guard let hour = scanner.number(2), scanner.take(":"), let minute = scanner.number(2), scanner.take(":"),
      let second = scanner.number(2), hour < 24, minute < 60, second < 61
    else { return false }
    if scanner.take("."), !scanner.digits() { return false }
    var offset = 0
    if !scanner.take("Z"), !scanner.take("z") {
      let isNegative = scanner.take("-")
      guard isNegative || scanner.take("+"), let hours = scanner.number(2), scanner.take(":"), let minutes = scanner.number(2),
        hours < 24, minutes < 60
      else { return false }
      offset = (hours * 60 + minutes) * (isNegative ? -1 : 1)
    }
    guard scanner.isAtEnd else { return false }
    let minuteOfDay = (hour * 60 + minute - offset + 2880) % 1440
    return second < 60 || minuteOfDay == 1439
  }

  static func isDuration(_ text: String) -> Bool {
    var scanner = DigitScanner(Array(text.utf8)[...])
    guard scanner.take("P") else { return false }
    if text.hasSuffix("W") { return scanner.digits() && scanner.take("W") && scanner.isAtEnd }
    guard let date = scanner.units("YMD") else { return false }
    guard scanner.take("T") else { return date > 0 && scanner.isAtEnd }
    guard let time = scanner.units("HMS") else { return false }
    return time > 0 && scanner.isAtEnd
  }
}

/// Reads fixed fields of ASCII digits.
private struct DigitScanner {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number(_ count: Int) -> Int? {
    guard rest.count >= count else { return nil }
    var value = 0
    for byte in rest.prefix(count) {
      guard byte &- 48 < 10 else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    rest.removeFirst(count)
    return value
  }

  mutating func digits() -> Bool {
    let count = rest.prefix { $0 &- 48 < 10 }.count
    rest.removeFirst(count)
    return count > 0
  }

  /// Numbers with these units in this order, without a gap between those that are there; nil for a number without a unit.
  mutating func units(_ units: String) -> Int? {
    var count = 0
    var last: Int?
    for (position, unit) in units.unicodeScalars.enumerated() {
      let before = rest
      guard digits() else { return count }
      guard take(unit) else {
        rest = before
        continue
      }
      if let last, last != position - 1 { return nil }
      last = position
      count += 1
    }
    return rest.first.map { $0 &- 48 < 10 } == true ? nil : count
  }
}
