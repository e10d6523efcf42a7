/// Why a file is no history: where, what, and what to do.
public struct HistoryFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// 1 is the first; nil where it is the file as a whole.
  public var line: Int?
  /// 1 is the first.
  public var column: Int?
  public var message: String
  public var remedy: String

  public init(line: Int? = nil, column: Int? = nil, _ message: String, remedy: String) {
    self.line = line
    self.column = column
    self.message = message
    self.remedy = remedy
  }

  /// `line 3, column 5: `, or nothing.
  public var place: String { line.map { "line \($0)" + (column.map { ", column \($0)" } ?? "") + ": " } ?? "" }

  public var description: String { "\(place)\(message). \(remedy)" }
}

extension HistoryFileError {
  static func completionAlone(_ event: RecordedEvent) -> HistoryFileError {
    HistoryFileError(
      line: event.line, "process \(event.process) completes '\(Self.short(event.name))', but has no operation under way",
      remedy: "Record the invocation before its completion")
  }

  static func secondInvocation(_ event: RecordedEvent, _ earlier: Int) -> HistoryFileError {
    HistoryFileError(
      line: event.line, "process \(event.process) invokes '\(Self.short(event.name))' while its operation of line \(earlier) is still open",
      remedy: "Give each simultaneous operation a process of its own")
  }

  static func lostProcess(_ event: RecordedEvent, _ earlier: Int) -> HistoryFileError {
    HistoryFileError(
      line: event.line,
      "process \(event.process) goes on, but its operation of line \(earlier) has an unknown outcome and may still take effect",
      remedy: "Give the client a new process after 'info'")
  }

  static func otherCompletion(_ event: RecordedEvent, _ invocation: RecordedEvent) -> HistoryFileError {
    HistoryFileError(
      line: event.line,
      "process \(event.process) completes '\(Self.short(event.name))', but it invoked '\(Self.short(invocation.name))' on line \(invocation.line)",
      remedy: "Name the same operation in both")
  }

  static func otherKey(_ event: RecordedEvent, _ invocation: RecordedEvent) -> HistoryFileError {
    HistoryFileError(
      line: event.line, "the completion has another key than the invocation on line \(invocation.line)", remedy: "Give both the same key")
  }

  /// Other people's text, made fit for one line.
  static func short(_ text: String) -> String {
    let visible = HistoryValue.quoted(String(text.prefix(60))).dropFirst().dropLast()
    return text.count > 60 ? visible + "…" : String(visible)
  }
}
