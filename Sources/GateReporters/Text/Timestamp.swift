/// Times in the log are text, and a log may come from elsewhere.
enum Timestamp {
  /// Whether the text is an RFC 3339 time in UTC with plausible fields.
  static func isUTC(_ text: String) -> Bool {
    guard
      let match = try? #/[0-9]{4}-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]{1,9})?Z/#.wholeMatch(in: text),
      let month = Int(match.1), let day = Int(match.2), let hour = Int(match.3), let minute = Int(match.4), let second = Int(match.5)
    else { return false }
    return (1...12).contains(month) && (1...28).contains(min(day, 28)) && day <= 31 && hour < 24 && minute < 60 && second < 60
  }
}
