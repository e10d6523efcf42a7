import Linearizability

/// The burst's answers are those of an object that is used by one client at a time.
public struct LinearizableInvariant: Sendable, Hashable {
  /// The sequential object.
  public enum Model: String, Sendable, Hashable, CaseIterable {
    case singleUse = "single-use"
  }

  public var model: Model
  public var accepted: OutcomePattern
  public var rejected: OutcomePattern

  public init(model: Model, accepted: OutcomePattern, rejected: OutcomePattern) {
    self.model = model
    self.accepted = accepted
    self.rejected = rejected
  }

  func violation(in round: RoundRecord) throws -> String? {
    switch model {
    case .singleUse: try singleUse(round)
    }
  }

  private func singleUse(_ round: RoundRecord) throws -> String? {
    let positions = Positions(round.outcomes)
    var operations: [Operation<SingleUseModel.Input, SingleUseModel.Output>] = []
    for (index, outcome) in round.outcomes.enumerated() {
      let output: SingleUseModel.Output?
      if accepted.matches(outcome) {
        output = .accepted
      } else if rejected.matches(outcome) {
        output = .rejected
      } else if outcome.status == nil {
        output = nil
      } else {
        return "an answer '\(outcome.name)' is neither an acceptance (\(accepted.text)) nor a refusal (\(rejected.text))"
      }
      operations.append(
        Operation(
          process: index, input: .consume, output: output, invoked: Positions.release,
          returned: output == nil ? nil : outcome.finished.map(positions.rank)))
    }
    switch LinearizabilityChecker(model: SingleUseModel()).check(History(operations: operations)) {
    case .ok: return nil
    case .unknown(let reason): throw RaceError.undecided("the history could not be judged: \(reason)")
    case .illegal(let violation):
      let blocked = violation.blocked.prefix(3).map { "request \($0 + 1) answered \(round.outcomes[$0].name)" }.joined(separator: ", ")
      return "no order of the requests explains their answers for a \(model.rawValue) object: "
        + "after \(violation.longestOrder.count) of them, \(blocked.isEmpty ? "nothing" : blocked) cannot follow"
    }
  }

  /// Instants of completion as ranks, so that they fit the history's positions.
  private struct Positions {
    /// When every request of a burst began. A request's own instant of release is read after its last byte was written,
    /// when a quick target may already have answered somebody; the beginning of the release comes before all of them.
    static let release = 0

    private let ranks: [UInt64: Int]

    init(_ outcomes: [BurstOutcome]) {
      let instants = Set(outcomes.compactMap(\.finished)).sorted()
      ranks = Dictionary(uniqueKeysWithValues: instants.enumerated().map { ($0.element, $0.offset + 1) })
    }

    func rank(_ instant: UInt64) -> Int { ranks[instant] ?? 1 }
  }
}
