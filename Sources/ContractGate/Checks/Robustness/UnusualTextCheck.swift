import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// Text that is rare, or no text at all, is refused or taken, but never makes the service fail.
struct UnusualTextCheck: TrialCheck {
  let descriptor = CheckDescriptor(
    id: "contract/unusual-text", title: "Rare characters or broken text that the service fails at",
    rationale: "Emoji, half a surrogate pair or bytes that are no UTF-8 come from people's keyboards and from broken clients alike.",
    remedy: "Decode strictly at the edge, answer 400 to what is no text, and store all of Unicode")

  private static let judge = HostileAnswer(what: "rare characters or broken text")

  /// Bytes inside quotes that no decoder may take for UTF-8.
  private static let broken: [(label: String, bytes: [UInt8])] = [
    ("bytes that are no UTF-8", [0x22, 0xFF, 0xFE, 0x22]), ("a character cut off", [0x22, 0x61, 0xF0, 0x9F, 0x22]),
    ("a surrogate in UTF-8", [0x22, 0xED, 0xA0, 0x80, 0x22]),
  ]

  private static let escapes = [("bytes that are no UTF-8", "%FF%FE"), ("a surrogate in UTF-8", "%ED%A0%80"), ("half an escape", "%")]

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    operation.requestBody != nil || !operation.parameters.isEmpty
  }

  func trials(from base: RequestDraft, in model: ContractModel, seed: UInt64, limit: Int) throws -> [Trial] {
    let hostile = HostileTrials(base: base, model: model, seed: seed, check: self)
    var parameters: [Trial] = []
    for entry in HostileValues.texts where entry.family == .unusualText {
      for location in [Parameter.Location.query, .path] { parameters += try hostile.parameters(entry.label, location, .string(entry.text)) }
    }
    var raw: [Trial] = []
    for (label, text) in Self.escapes { raw += hostile.rawQueries(label, text) }
    var bodies = try Self.broken.flatMap { try hostile.strings($0.label, $0.bytes).prefix(2) }
    bodies += try hostile.bodies(.unusualText).prefix(12)
    for entry in HostileValues.texts where entry.family == .unusualText { bodies += hostile.texts(entry.label, entry.text).prefix(2) }
    return Array((bodies + raw.prefix(6) + parameters.prefix(8)).prefix(limit))
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    Self.judge.violations(in: exchange, of: id)
  }
}
