/// An invocation and its completion, before a model has given them a meaning.
public struct RecordedOperation: Sendable, Hashable {
  public var process: HistoryValue
  public var name: String
  public var key: HistoryValue?
  /// What was asked.
  public var argument: HistoryValue
  /// What was answered; nil where that is not known.
  public var answer: Answer?
  /// Positions in the history's order.
  public var invoked: Int
  public var returned: Int?
  /// Lines of the file.
  public var invokedLine: Int
  public var returnedLine: Int?

  public struct Answer: Sendable, Hashable {
    public var value: HistoryValue
    /// In a word: `accepted`, `rejected`, `created`, `replayed`, `conflict`, `empty`.
    public var outcome: String?

    public init(value: HistoryValue, outcome: String? = nil) {
      self.value = value
      self.outcome = outcome
    }

    /// The object refused.
    var isRejected: Bool { outcome == "rejected" || (outcome == nil && value == .bool(false)) }
  }

  public init(
    process: HistoryValue, name: String, key: HistoryValue? = nil, argument: HistoryValue = .null, answer: Answer?, invoked: Int,
    returned: Int?, invokedLine: Int = 0, returnedLine: Int? = nil
  ) {
    self.process = process
    self.name = name
    self.key = key
    self.argument = argument
    self.answer = answer
    self.invoked = invoked
    self.returned = returned
    self.invokedLine = invokedLine
    self.returnedLine = returnedLine
  }

  /// For people: `cas [0, 1] → ok`.
  public var text: String {
    var text = name
    if argument != .null { text += " \(argument)" }
    guard let answer else { return text + " → ?" }
    if let outcome = answer.outcome { text += " → \(outcome)" }
    if answer.value != .null, answer.value != argument { return text + (answer.outcome == nil ? " → " : " ") + "\(answer.value)" }
    return answer.outcome == nil ? text + (answer.value == .null && argument == .null ? " → null" : " → ok") : text
  }
}
