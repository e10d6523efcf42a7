import JSONDocument
import Linearizability

/// The burst's answers are those of an object that is used by one client at a time.
public struct LinearizableInvariant: Sendable {
  /// The sequential object.
  public typealias Model = ObjectModel

  public var model: Model
  /// What each request of the burst does, for example `reserve`.
  public var operation: String
  /// Its argument.
  public var argument: HistoryValue
  /// The object's state before the burst; the model's own where it is nil.
  public var initial: HistoryValue?
  public var accepted: OutcomePattern
  public var rejected: OutcomePattern?
  /// Where an accepted answer holds what the operation answered: a token, a number.
  public var result: JSONPointer?
  /// Who says whether there is an order.
  var judge: any HistoryJudge

  public init(
    model: Model, operation: String? = nil, argument: HistoryValue = .null, initial: HistoryValue? = nil, accepted: OutcomePattern,
    rejected: OutcomePattern? = nil, result: JSONPointer? = nil
  ) {
    self.model = model
    judge = ModelJudge(model)
    self.operation = operation ?? Self.usualOperation(model) ?? model.operations.first ?? ""
    self.argument = argument
    self.initial = initial
    self.accepted = accepted
    self.rejected = rejected
    self.result = result
  }

  /// What simultaneous requests to such an object usually do; nil where it must be said.
  public static func usualOperation(_ model: Model) -> String? {
    switch model {
    case .singleUse: "consume"
    case .stock: "reserve"
    case .mutex, .lease: "acquire"
    case .idempotencyKey: "request"
    case .counter: "add-and-get"
    case .queue: "dequeue"
    case .set: "add"
    case .register, .casRegister, .keyValue, .bank: nil
    }
  }

  func violation(in round: RoundRecord) throws -> String? {
    let positions = Positions(round.outcomes)
    var operations: [RecordedOperation] = []
    for (index, outcome) in round.outcomes.enumerated() {
      let answer: RecordedOperation.Answer?
      if accepted.matches(outcome) {
        answer = RecordedOperation.Answer(value: try value(of: outcome), outcome: result == nil && rejected != nil ? "accepted" : nil)
      } else if rejected?.matches(outcome) == true {
        answer = RecordedOperation.Answer(value: .null, outcome: model == .idempotencyKey ? "conflict" : "rejected")
      } else if outcome.status == nil {
        answer = nil
      } else {
        let refusal = rejected.map { " nor a refusal (\($0.text))" } ?? ""
        return "an answer '\(outcome.name)' is neither an acceptance (\(accepted.text))\(refusal)"
      }
      operations.append(
        RecordedOperation(
          process: .integer(index + 1), name: operation, argument: argument, answer: answer, invoked: Positions.release,
          returned: answer == nil ? nil : outcome.finished.map(positions.rank)))
    }
    return try judge(RecordedHistory(operations: operations), round)
  }

  private func judge(_ history: RecordedHistory, _ round: RoundRecord) throws -> String? {
    let report: HistoryReport
    do {
      guard try judge.refusesTheImpossible(for: model) else {
        throw RaceError.undecided("the judge of a \(model.rawValue) object accepts a history that no such object has")
      }
      report = try judge.report(on: history, initial: initial)
    } catch let error as HistoryFileError {
      throw RaceError.undecided("the answers mean nothing to a \(model.rawValue) object: \(error.message)")
    }
    switch report.verdict {
    case .linearizable: return nil
    case .unknown: throw RaceError.undecided("the history could not be judged: \(report.reason ?? "no answer came")")
    case .illegal:
      guard let violation = report.violation else { return "no order of the requests explains their answers" }
      let blocked = violation.blocked.prefix(3).map { index in
        let operation = violation.operations[index]
        let answered = Int(operation.process).map { " answered \(round.outcomes[$0 - 1].name)" } ?? ""
        return "request \(operation.process)\(answered)"
      }
      return "no order of the requests explains their answers for a \(model.rawValue) object: after \(violation.order.count) of them "
        + "(state \(violation.possibleStates.joined(separator: " or "))), \(blocked.isEmpty ? "nothing" : blocked.joined(separator: ", ")) "
        + "cannot follow"
    }
  }

  /// What an accepted answer says.
  private func value(of outcome: BurstOutcome) throws -> HistoryValue {
    guard let result else { return .null }
    guard let body = outcome.body, let document = try? JSONParser.parse(body), let value = document[result] else {
      throw RaceError.undecided("an accepted answer holds nothing at '\(result)'")
    }
    do { return try HistoryValue(text: value.serialized()) } catch {
      throw RaceError.undecided("the value at '\(result)' is not understood: \(error.message)")
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
