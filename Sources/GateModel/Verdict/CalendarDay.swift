/// A day of the Gregorian calendar.
public struct CalendarDay: Hashable, Sendable, Comparable {
  /// Days since the first of January of the year 1.
  public let number: Int

  /// Nil for what is no day as `YYYY-MM-DD`, such as the 30th of February.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }) else {
      return nil
    }
    let numbers = parts.compactMap { Int(Substring($0)) }
    guard numbers.count == 3, numbers[0] >= 1, (1...12).contains(numbers[1]) else { return nil }
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
    var lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if isLeap { lengths[1] = 29 }
    guard (1...lengths[month - 1]).contains(day) else { return nil }
    let past = year - 1
    let years = past * 365 + past / 4 - past / 100 + past / 400
    number = years + lengths[..<(month - 1)].reduce(0, +) + day - 1
  }

  public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

  /// How many days from this one to another; negative for an earlier one.
  public func days(to other: CalendarDay) -> Int { other.number - number }
}
