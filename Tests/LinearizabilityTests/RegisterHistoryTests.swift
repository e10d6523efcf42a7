import Linearizability
import Testing

/// Small histories of the literature: Herlihy and Wing (1990), and the textbook cases around them.
@Suite("Register histories")
struct RegisterHistoryTests {
  private func begin(_ process: Int, _ input: Register.Input) -> RegisterEvent { RegisterEvent(process: process, .invoke(input)) }
  private func end(_ process: Int, _ output: Register.Output) -> RegisterEvent { RegisterEvent(process: process, .complete(output)) }

  @Test("nothing is linearizable")
  func empty() throws { #expect(try check(Register(), []) == .ok(order: [])) }

  @Test("reads that overlap a write may see the old and then the new value")
  func overlapping() throws {
    let verdict = try check(
      Register(initial: 0),
      [
        begin(1, .write(1)), begin(2, .read), end(2, .value(0)), begin(2, .read), end(2, .value(1)), end(1, .written),
      ])
    #expect(verdict == .ok(order: [1, 0, 2]))
  }

  @Test("a read must not see the old value after another saw the new one")
  func newThenOld() throws {
    let verdict = try check(
      Register(initial: 0),
      [
        begin(1, .write(1)), begin(2, .read), end(2, .value(1)), begin(3, .read), end(3, .value(0)), end(1, .written),
      ])
    #expect(verdict.isIllegal)
  }

  @Test("a read that begins after a write ended must not be stale")
  func stale() throws {
    let verdict = try check(Register(initial: 0), [begin(1, .write(1)), end(1, .written), begin(2, .read), end(2, .value(0))])
    #expect(verdict == .illegal(LinearizabilityViolation(longestOrder: [0], blocked: [1], completion: 1, states: ["1"])))
  }

  @Test("Herlihy and Wing's H1 to H3 shape: two writers, readers that agree on an order")
  func twoWriters() throws {
    let agreed = try check(
      Register(initial: 0),
      [
        begin(1, .write(1)), begin(2, .write(2)), end(1, .written), end(2, .written), begin(1, .read), end(1, .value(1)),
        begin(2, .read), end(2, .value(1)),
      ])
    let torn = try check(
      Register(initial: 0),
      [
        begin(1, .write(1)), begin(2, .write(2)), end(1, .written), end(2, .written), begin(1, .read), end(1, .value(1)),
        begin(2, .read), end(2, .value(2)),
      ])
    #expect(agreed.isOK)
    #expect(torn.isIllegal)
  }

  @Test("a write of unknown outcome may take effect late, or never", arguments: [0, 1])
  func unknownWrite(seen: Int) throws {
    let verdict = try check(
      Register(initial: 0),
      [
        begin(1, .write(1)), RegisterEvent(process: 1, .unknown), begin(2, .read), end(2, .value(0)), begin(3, .read), end(3, .value(seen)),
      ])
    #expect(verdict.isOK)
  }

  @Test("a write of unknown outcome does not take effect twice")
  func unknownOnce() throws {
    let verdict = try check(
      Register(initial: 0),
      [
        begin(1, .write(1)), RegisterEvent(process: 1, .unknown), begin(2, .read), end(2, .value(1)), begin(2, .write(0)),
        end(2, .written), begin(2, .read), end(2, .value(1)),
      ])
    #expect(verdict.isIllegal)
  }

  @Test("a failed write has no effect", arguments: [(0, true), (1, false)])
  func failedWrite(seen: Int, legal: Bool) throws {
    let verdict = try check(
      Register(initial: 0), [begin(1, .write(1)), RegisterEvent(process: 1, .fail), begin(2, .read), end(2, .value(seen))])
    #expect(verdict.isOK == legal)
  }

  @Test("of two compare-and-sets of the same value one wins", arguments: [(true, true, false), (true, false, true), (false, false, false)])
  func compareAndSet(first: Bool, second: Bool, legal: Bool) throws {
    let verdict = try check(
      Register(initial: 0),
      [
        begin(1, .compareAndSet(expected: 0, new: 1)), begin(2, .compareAndSet(expected: 0, new: 2)), end(1, .compared(first)),
        end(2, .compared(second)),
      ])
    #expect(verdict.isOK == legal)
  }

  @Test("a limit is answered with unknown, not with a wrong verdict")
  func limits() throws {
    // Every value is written twice, so that no shortcut applies.
    var events = (0..<14).map { begin($0, .write($0 / 2)) }
    events += (0..<14).map { end($0, .written) }
    events += [begin(50, .read), end(50, .value(99))]
    #expect(try check(Register(), events).isIllegal)
    #expect(try check(Register(), events, limits: CheckLimits(memory: 10_000)).isUnknown)
    #expect(try check(Register(), events, limits: CheckLimits(steps: 100)).isUnknown)
    #expect(try check(Register(), events, limits: CheckLimits(isSpent: { true })).isUnknown)
  }
}
