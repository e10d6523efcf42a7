import GateKit
import GateModel
import OpenAPI

/// A body that is nested deeply is refused or read, but never brings the service down.
struct DeepNestingCheck: TrialCheck {
  let descriptor = CheckDescriptor(
    id: "contract/deep-nesting", title: "Deeply nested body that the service fails at",
    rationale: "A parser that calls itself for each level runs out of stack; a few kilobytes then end the whole process.",
    remedy: "Limit the depth that the parser takes, and answer 400 beyond it")

  private static let judge = HostileAnswer(what: "a deeply nested body")

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { operation.requestBody?.json != nil }

  func trials(from base: RequestDraft, in model: ContractModel, seed: UInt64, limit: Int) throws -> [Trial] {
    let hostile = HostileTrials(base: base, model: model, seed: seed, check: self)
    return Array(try hostile.bodies(.deepNesting).prefix(min(limit, 12)))
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    Self.judge.violations(in: exchange, of: id)
  }
}
