extension StockModel: RecordedModel {
  static var operations: [String] { ["reserve", "restock", "read"] }

  init(recorded initial: HistoryValue?) throws(ModelError) {
    if let level = initial?.int, level >= 0 {
      self.init(level: level)
    } else if let level = initial?["level"]?.int, level >= 0 {
      let capacity = initial?["capacity"]?.int
      guard capacity ?? .max >= level else { throw .initial("the stock's level \(level) is more than its capacity") }
      self.init(level: level, capacity: capacity ?? .max)
    } else {
      throw .initial("a stock needs its initial level: a number, or {\"level\": 5, \"capacity\": 10}")
    }
  }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    switch operation.name {
    case "reserve": return .reserve(try amount(operation, default: 1))
    case "restock": return .restock(try amount(operation, default: 1))
    case "read": return .read
    default: throw unknown(operation)
    }
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    if input == .read { return .level(try integer(answer)) }
    return try isAccepted(answer) ? .accepted : .rejected
  }
}
