/// The kinds of steps that a file may use, by keyword.
public struct StepVocabulary: Sendable {
  private(set) var actions: [String: any StepAction.Type] = [:]

  public init(_ types: [any StepAction.Type] = []) {
    for type in types { actions[type.keyword] = type }
  }

  /// What scenarios, races and workloads share.
  public static let standard = StepVocabulary([
    RequestStep.self, RawStep.self, SQLStep.self, MetricsStep.self, LogStep.self, RunStep.self,
    EventsStep.self, WebSocketStep.self, SendStep.self, ReceiveStep.self, CloseStep.self,
    PollStep.self, RepeatStep.self, CasesStep.self, IfStep.self, UseStep.self, SetStep.self, AdvanceStep.self, SetBackStep.self,
  ])

  /// This vocabulary and further kinds.
  public func adding(_ types: [any StepAction.Type]) -> StepVocabulary {
    var result = self
    for type in types { result.actions[type.keyword] = type }
    return result
  }

  /// All keywords, sorted.
  public var keywords: [String] { actions.keys.sorted() }
}
