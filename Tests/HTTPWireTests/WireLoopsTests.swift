import Glibc
import NIOCore
import Testing

@testable import HTTPWire

@Suite struct WireLoopsTests {
  private static let batch: Int32 = 3
  private static let resetOnFork: Int32 = 0x4000_0000

  @Test("Threads that yield are batch threads, whose children are not, and others are as usual", arguments: [true, false])
  func policy(yielding: Bool) async throws {
    let policies = try await WireLoops.with(threads: 2, yielding: yielding) { loops in
      var policies: [Int32] = []
      for loop in loops.all { policies.append(try await loop.submit { sched_getscheduler(0) }.get()) }
      return policies
    }
    #expect(policies == Array(repeating: yielding ? Self.batch | Self.resetOnFork : 0, count: 2))
  }
}
