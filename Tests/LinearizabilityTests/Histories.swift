import Linearizability

/// Short ways to write histories.
typealias Register = RegisterModel<Int>
typealias RegisterEvent = HistoryEvent<Register.Input, Register.Output>

func check<Model: SequentialModel>(
  _ model: Model, _ events: [HistoryEvent<Model.Input, Model.Output>], limits: CheckLimits = CheckLimits()
) throws -> LinearizabilityVerdict {
  LinearizabilityChecker(model: model, limits: limits).check(try History(events: events))
}

extension LinearizabilityVerdict {
  var isOK: Bool { if case .ok = self { true } else { false } }
  var isIllegal: Bool { if case .illegal = self { true } else { false } }
  var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
