import GateKit
import GateModel
import HTTPWire
import JSONDocument
import JSONSchema
import OpenAPI

/// Input of some ten kilobytes is refused, as with 413, 414 or 431, or taken, but never makes the service fail.
struct LongInputCheck: TrialCheck {
  let descriptor = CheckDescriptor(
    id: "contract/long-input", title: "Long query, header, path or text that the service fails at",
    rationale: "A column, a buffer or a pattern that nobody sized fails with what any caller can send.",
    remedy: "Limit the length of every input at the edge, and answer 400, 413, 414 or 431 beyond it")

  private static let judge = HostileAnswer(what: "long input")

  func trials(from base: RequestDraft, in model: ContractModel, seed: UInt64, limit: Int) throws -> [Trial] {
    let hostile = HostileTrials(base: base, model: model, seed: seed, check: self)
    var trials: [Trial] = []
    for length in [6_000, 40_000] {
      let text = String(decoding: [UInt8](repeating: UInt8(ascii: "a"), count: length), as: UTF8.self)
      trials += try hostile.parameters("\(length) characters", .path, .string(text)).prefix(1)
      let queries = try hostile.parameters("\(length) characters", .query, .string(text)).prefix(2)
      trials += queries.isEmpty ? [hostile.trial("\(length) characters of query") { $0.extraQuery = "gatehouse=\(text)" }] : queries
      let headers = try hostile.parameters("\(length) characters", .header, .string(text)).prefix(2)
      trials += headers
      trials.append(hostile.trial("header of \(length) characters") { $0.extraHeaders.append(WireHeader("X-Gatehouse-Long", text)) })
      trials += try hostile.strings("\(length) characters", Array("\"\(text)\"".utf8)).prefix(4)
      trials += hostile.texts("\(length) characters", text).prefix(2)
    }
    return Array(trials.prefix(min(limit, 20)))
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    Self.judge.violations(in: exchange, of: id)
  }
}
