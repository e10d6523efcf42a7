import Foundation
import PerfStatistics

/// The intended begins of one thread's share of an open load, one after the other.
///
/// Arrivals are counted by the integral of the rate: the next one lies where it has grown by one (uniform) or by an exponential
/// draw (Poisson). With several threads each takes every so-manieth arrival, or a Poisson process of its part of the rate.
struct ArrivalSchedule {
  private let stages: [ArrivalPlan.Stage]
  private let spacing: ArrivalPlan.Spacing
  private let share: Double
  private var generator: SeededGenerator
  private var stage = 0
  /// Seconds at which the stage begins.
  private var begin = 0.0
  /// The integral up to the stage's begin, and up to the arrival that comes next.
  private var counted = 0.0
  private var position: Double

  /// - Parameters:
  ///   - thread: 0 and up.
  ///   - threads: how many share the arrivals.
  init(_ plan: ArrivalPlan, thread: Int, of threads: Int, seed: UInt64) {
    stages = plan.stages
    spacing = plan.spacing
    share = Double(threads)
    generator = SeededGenerator(seed: seed &+ UInt64(truncatingIfNeeded: thread) &* 0x9e37_79b9)
    position = Double(thread)
    if spacing == .poisson { position = draw() }
  }

  /// Nanoseconds from the load's begin to the next arrival; nil after the last.
  mutating func next() -> Int64? {
    while stage < stages.count {
      let current = stages[stage]
      let inside = position - counted
      if inside < current.arrivals {
        let seconds = begin + Self.time(of: inside, in: current)
        position += spacing == .uniform ? share : draw()
        return Int64((seconds * 1e9).rounded())
      }
      counted += current.arrivals
      begin += current.seconds
      stage += 1
    }
    return nil
  }

  private mutating func draw() -> Double { -log(1 - Double.random(in: 0..<1, using: &generator)) * share }

  /// Seconds after which so many requests have arrived: the root of `from * t + (to - from) / (2 * duration) * t²`.
  private static func time(of arrivals: Double, in stage: ArrivalPlan.Stage) -> Double {
    let slope = (stage.to - stage.from) / stage.seconds
    let root = max(stage.from * stage.from + 2 * slope * arrivals, 0).squareRoot()
    let divisor = stage.from + root
    return divisor > 0 ? min(2 * arrivals / divisor, stage.seconds) : 0
  }
}
