import ReferenceService
import Testing

@Suite struct LoginThrottleTests {
  private let clock = ManualServiceClock()

  private func throttle(capacity: Int = 100, perMinute: Int = 10, burst: Int = 3) -> LoginThrottle {
    LoginThrottle(perMinute: perMinute, burst: burst, capacity: capacity, time: MonotonicTime(clock: clock))
  }

  @Test("A burst passes, then one for each interval, and the wait is exact")
  func refill() {
    let throttle = throttle()
    for _ in 1...3 { #expect(throttle.take(address: "a", account: "x") == nil) }
    #expect(throttle.take(address: "a", account: "x") == .seconds(6))
    clock.advance(by: .seconds(5))
    #expect(throttle.take(address: "a", account: "x") == .seconds(1))
    clock.advance(by: .seconds(1))
    #expect(throttle.take(address: "a", account: "x") == nil)
    #expect(throttle.take(address: "a", account: "x") != nil)
  }

  @Test("The address and the account both have to allow it, and a refused attempt is charged to neither")
  func both() {
    let throttle = throttle()
    for number in 1...3 { #expect(throttle.take(address: "a\(number)", account: "x") == nil) }
    #expect(throttle.take(address: "b", account: "x") != nil)
    for number in 1...3 { #expect(throttle.take(address: "b", account: "y\(number)") == nil) }
    #expect(throttle.take(address: "b", account: "z") != nil)
    for _ in 1...3 { #expect(throttle.take(address: "c", account: "z") == nil) }
  }

  @Test("A wall clock that is set back frees nobody and blocks nobody")
  func setBack() {
    let throttle = throttle()
    for _ in 1...3 { #expect(throttle.take(address: "a", account: nil) == nil) }
    clock.advance(by: .seconds(-3_600))
    #expect(throttle.take(address: "a", account: nil) == .seconds(6))
    clock.advance(by: .seconds(6))
    #expect(throttle.take(address: "a", account: nil) == nil)
  }

  @Test("However many addresses come, as many are kept as fit, and whoever owes the most stays limited")
  func bounded() {
    let throttle = throttle(capacity: 1_000)
    for _ in 1...3 { _ = throttle.take(address: "greedy", account: nil) }
    for number in 1...20_000 { _ = throttle.take(address: "address \(number)", account: nil) }
    #expect(throttle.count <= 1_000)
    #expect(throttle.take(address: "greedy", account: nil) != nil)
  }

  @Test("Of simultaneous attempts exactly the burst passes")
  func exact() async {
    let throttle = throttle(burst: 15)
    let passed = await withTaskGroup(of: Bool.self) { group in
      for _ in 1...200 { group.addTask { throttle.take(address: "a", account: "x") == nil } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(passed == 15)
  }
}
