/// One line of a recorded history, whatever its format.
public struct RecordedEvent: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    /// The client is about to send.
    case invoke
    /// The client saw an answer.
    case ok
    /// The operation certainly did not take place.
    case fail
    /// The client does not know whether it took place: a time-out, a cut connection.
    case info
  }

  public var process: HistoryValue
  public var kind: Kind
  /// What is done, for example `read`.
  public var name: String
  /// Which of many like objects.
  public var key: HistoryValue?
  /// What is asked, or what was answered.
  public var value: HistoryValue
  /// How it was answered, in a word: `rejected`.
  public var outcome: String?
  /// Where it stands; 1 is the first line.
  public var line: Int

  public init(
    process: HistoryValue, kind: Kind, name: String, key: HistoryValue? = nil, value: HistoryValue = .null, outcome: String? = nil,
    line: Int
  ) {
    self.process = process
    self.kind = kind
    self.name = name
    self.key = key
    self.value = value
    self.outcome = outcome
    self.line = line
  }
}
