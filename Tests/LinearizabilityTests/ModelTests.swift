import Linearizability
import Testing

@Suite("Models")
struct ModelTests {
  private typealias Consume = HistoryEvent<SingleUseModel.Input, SingleUseModel.Output>

  /// All clients begin, then all end, with these outputs; nil is an unknown outcome.
  private func burst(_ outputs: [SingleUseModel.Output?]) throws -> LinearizabilityVerdict {
    var events = outputs.indices.map { Consume(process: $0, .invoke(.consume)) }
    for (index, output) in outputs.enumerated() {
      if let output { events.append(Consume(process: index, .complete(output))) } else { events.append(Consume(process: index, .unknown)) }
    }
    return try check(SingleUseModel(), events)
  }

  @Test("thirty consumes of one token: exactly one wins")
  func singleUse() throws {
    let losers = [SingleUseModel.Output?](repeating: .rejected, count: 29)
    #expect(try burst(losers + [.accepted]).isOK)
    #expect(try burst(losers + [.rejected]).isIllegal)
    #expect(try burst(Array(losers.dropLast()) + [.accepted, .accepted]).isIllegal)
  }

  @Test("a consume whose answer was lost may have been the winner, but not beside another")
  func singleUseUnknown() throws {
    #expect(try burst([.rejected, .rejected, nil]).isOK)
    #expect(try burst([.rejected, .accepted, nil]).isOK)
    #expect(try burst([.accepted, .accepted, nil]).isIllegal)
  }

  @Test("a refusal that ended before the only winner began is illegal")
  func refusedBeforeUse() throws {
    let verdict = try check(
      SingleUseModel(),
      [
        Consume(process: 1, .invoke(.consume)), Consume(process: 1, .complete(.rejected)), Consume(process: 2, .invoke(.consume)),
        Consume(process: 2, .complete(.accepted)),
      ])
    #expect(verdict.isIllegal)
  }

  @Test("a counter that loses an update is found", arguments: [(2, true), (1, false)])
  func counter(seen: Int, legal: Bool) throws {
    typealias Event = HistoryEvent<CounterModel.Input, CounterModel.Output>
    let verdict = try check(
      CounterModel(),
      [
        Event(process: 1, .invoke(.add(1))), Event(process: 2, .invoke(.add(1))), Event(process: 1, .complete(.added)),
        Event(process: 2, .complete(.added)), Event(process: 1, .invoke(.read)), Event(process: 1, .complete(.value(seen))),
      ])
    #expect(verdict.isOK == legal)
  }

  @Test("a stock is never oversold, and refuses only when it is empty", arguments: [(2, true), (3, false), (1, false)])
  func stock(accepted: Int, legal: Bool) throws {
    typealias Event = HistoryEvent<StockModel.Input, StockModel.Output>
    var events = (0..<5).map { Event(process: $0, .invoke(.reserve(1))) }
    events += (0..<5).map { Event(process: $0, .complete($0 < accepted ? .accepted : .rejected)) }
    #expect(try check(StockModel(level: 2), events).isOK == legal)
  }

  @Test("an answer of the wrong kind is never allowed")
  func wrongKind() {
    #expect(CounterModel().step(0, .add(1), observed: .value(1)) == nil)
    #expect(StockModel(level: 3).step(3, .read, observed: .accepted) == nil)
    #expect(CounterModel().step(.max, .add(1), observed: nil) == nil)
  }

  @Test("what a model calls an observation changes nothing in any state")
  func observations() {
    let model = StockModel(level: 3)
    for level in 0..<6 {
      for input in [StockModel.Input.reserve(2), .restock(1), .read] {
        for output in [StockModel.Output.accepted, .rejected, .level(2)] where model.isObservation(input, output) {
          let next = model.step(level, input, observed: output)
          #expect(next == nil || next == level)
        }
      }
    }
    for used in [true, false] { #expect(SingleUseModel().step(used, .consume, observed: .rejected).map { $0 == used } ?? true) }
  }
}
