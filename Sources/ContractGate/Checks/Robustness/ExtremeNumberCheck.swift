import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// A number beyond what machines hold is refused or read, but never makes the service fail.
struct ExtremeNumberCheck: TrialCheck {
  let descriptor = CheckDescriptor(
    id: "contract/extreme-number", title: "Huge or tiny number that the service fails at",
    rationale: "A number that doesn't fit overflows, becomes infinite, or takes all memory when its digits are written out.",
    remedy: "Check the range right after parsing, and answer 400 or 422 for what doesn't fit")

  private static let judge = HostileAnswer(what: "a huge or tiny number")

  private static let texts: [(label: String, text: String)] = [
    ("two to the 63rd", "9223372036854775808"), ("400 digits", String(repeating: "9", count: 400)), ("huge exponent", "1e400"),
    ("below the least 64-bit integer", "-9223372036854775809"), ("two to the 31st", "2147483648"),
  ]

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    operation.requestBody?.json != nil || !operation.parameters.isEmpty
  }

  func trials(from base: RequestDraft, in model: ContractModel, seed: UInt64, limit: Int) throws -> [Trial] {
    let hostile = HostileTrials(base: base, model: model, seed: seed, check: self)
    var trials: [Trial] = []
    for (label, text) in Self.texts {
      guard let number = JSONNumber(text) else { continue }
      for location in [Parameter.Location.query, .path, .header] {
        trials += try hostile.parameters(label, location, .number(number)) { schema in
          guard let kinds = schema?.possibleKinds else { return false }
          return kinds.contains(.number) && !kinds.contains(.string)
        }
      }
    }
    return Array((trials.prefix(10) + (try hostile.bodies(.extremeNumber))).prefix(min(limit, 18)))
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    Self.judge.violations(in: exchange, of: id)
  }
}
