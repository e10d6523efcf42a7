import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// The character NUL in a body, in the query or in the path is refused or taken, but never makes the service fail.
struct NULCharacterCheck: TrialCheck {
  let descriptor = CheckDescriptor(
    id: "contract/nul-character", title: "NUL character that the service fails at",
    rationale: "Databases and file systems can't hold it: what nobody refused at the edge fails deep inside, or cuts a text short.",
    remedy: "Refuse NUL in every text with 400 before it goes further")

  private static let judge = HostileAnswer(what: "a NUL character")

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    operation.requestBody != nil || !operation.parameters.isEmpty
  }

  func trials(from base: RequestDraft, in model: ContractModel, seed: UInt64, limit: Int) throws -> [Trial] {
    let hostile = HostileTrials(base: base, model: model, seed: seed, check: self)
    let text = JSONValue.string("a\u{0}b")
    let parameters = try hostile.parameters("NUL", .path, text) + hostile.parameters("NUL", .query, text)
    let bodies = try hostile.bodies(.nulCharacter) + hostile.texts("NUL", "a\u{0}b")
    return Array((parameters + bodies).prefix(min(limit, 14)))
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    Self.judge.violations(in: exchange, of: id)
  }
}
