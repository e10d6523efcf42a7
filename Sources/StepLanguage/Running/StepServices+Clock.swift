import GateKit

extension StepServices {
  /// Why the target's clock cannot be moved; nil where it can.
  var clockObstacle: String? { target.clock == nil ? "the target's clock cannot be moved" : nil }

  /// - Throws: `GateError` where it cannot be moved.
  func movableClock() throws -> any TargetClock {
    guard let clock = target.clock else {
      throw GateError("the target's clock cannot be moved", remedy: "Gate a target whose clock is injected, or leave the step out")
    }
    return clock
  }
}
