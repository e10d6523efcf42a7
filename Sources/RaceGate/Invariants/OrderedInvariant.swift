import JSONDocument

/// A place in an answer.
public struct OutcomePlace: Sendable, Hashable {
  public var pointer: JSONPointer

  /// The number there.
  func number(in body: [UInt8]) -> Double? {
    guard let document = try? JSONParser.parse(body), let value = document[pointer] else { return nil }
    return value.double ?? value.string.flatMap(Double.init)
  }
}

/// Of two answers, one of which was complete before the request of the other was released, the later one holds no smaller number:
/// what was seen once is not taken back.
public struct OrderedInvariant: Sendable, Hashable {
  public var pattern: OutcomePattern
  public var place: OutcomePlace
  /// Numbers fall instead of growing.
  public var falls: Bool

  var value: String { place.pointer.description }

  /// - Throws: ``RaceError`` where an answer holds no number there.
  func violation(in round: RoundRecord) throws -> String? {
    var seen: [(index: Int, number: Double, released: UInt64, finished: UInt64)] = []
    for (index, outcome) in round.outcomes.enumerated() where pattern.matches(outcome) {
      guard let number = place.number(in: outcome.body ?? []) else {
        throw RaceError.notObserved("a number at \(value) of request \(index + 1)")
      }
      guard let finished = outcome.finished else { continue }
      seen.append((index, number, outcome.released, finished))
    }
    // The greatest number of everything that was complete when a request was released, by sweeping over both in time.
    let ended = seen.sorted { $0.finished < $1.finished }
    var cursor = 0
    var best: (index: Int, number: Double)?
    for later in seen.sorted(by: { $0.released < $1.released }) {
      while cursor < ended.count, ended[cursor].finished < later.released {
        let one = ended[cursor]
        if best.map({ falls ? one.number < $0.number : one.number > $0.number }) ?? true { best = (one.index, one.number) }
        cursor += 1
      }
      if let best, falls ? later.number > best.number : later.number < best.number {
        return "request \(later.index + 1) was released after request \(best.index + 1) had been answered with "
          + "\(Invariants.number(best.number)) at \(value), and was answered with \(Invariants.number(later.number))"
      }
    }
    return nil
  }
}
