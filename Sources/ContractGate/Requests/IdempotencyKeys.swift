import GateKit
import JSONDocument
import JSONSchema
import OpenAPI
import Synchronization

/// Gives every call a key of its own where the document declares an `Idempotency-Key` header
/// (draft-ietf-httpapi-idempotency-key-header).
///
/// A service answers a key that it knows with what it answered before, and refuses one that comes with another body, both rightly.
/// A key that is wrong on purpose stays as it is.
final class IdempotencyKeys: Sendable {
  private static let name = "idempotency-key"
  private let seed: UInt64
  private let given = Mutex(UInt64(0))

  init(seed: UInt64) { self.seed = seed }

  /// The draft with a key that no call had; unchanged where it has no valid key, or where the schema allows no other.
  func renewed(_ draft: RequestDraft, in session: ContractSession) throws -> RequestDraft {
    let slot = Slot.header(Self.name)
    guard let old = draft.values[slot]?.string, draft.preparation.origins[slot] == nil,
      let parameter = draft.operation.parameters.first(where: { $0.location == .header && $0.name.lowercased() == Self.name }),
      session.drafter.known.text(parameter.name, of: draft.operation) == nil
    else { return draft }
    let schema = try parameter.schema.map { try session.model.schema(at: $0) }
    guard schema?.accepts(.string(old)) ?? true else { return draft }
    let digits = hexadecimalDigits(
      given.withLock { number in
        number += 1
        return number
      })
    let fresh = Self.candidates(like: old, digits).first { schema?.accepts(.string($0)) ?? true }
    guard let fresh else { return draft }
    var result = draft
    result.values[slot] = .string(fresh)
    return result
  }

  /// 32 of them.
  private func hexadecimalDigits(_ number: UInt64) -> String {
    var random = SeededGenerator(seed: seed &+ number)
    return [random.next(), random.next()].map { value in
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// A UUID (RFC 9562, version 4), as long as the old one, longer, or on its own: the first that the schema allows is taken.
  private static func candidates(like old: String, _ digits: String) -> [String] {
    let parts = [digits.prefix(8), digits.dropFirst(8).prefix(4), "4" + digits.dropFirst(13).prefix(3), "8" + digits.dropFirst(17)]
    let uuid = parts[..<3].joined(separator: "-") + "-" + parts[3].prefix(4) + "-" + parts[3].dropFirst(4)
    let tail = digits.prefix(min(old.count, 16))
    return (old.count == 36 ? [uuid] : []) + [String(old.dropLast(tail.count) + tail), old + digits.prefix(16), uuid, digits]
  }
}
