import Synchronization

/// Whether an instance of the service is gone, and whether a hostile call is under way that may be why.
final class ServiceWatch: Sendable {
  private struct State {
    var isDown = false
    var hostileCalls = 0
  }

  private let state = Mutex(State())

  var isDown: Bool { state.withLock { $0.isDown } }

  func markDown() { state.withLock { $0.isDown = true } }

  func beginHostile() { state.withLock { $0.hostileCalls += 1 } }
  func endHostile() { state.withLock { $0.hostileCalls -= 1 } }

  /// Whether a call that has nothing hostile can't be the reason why nobody listens any more.
  var hasOtherSuspect: Bool { state.withLock { $0.isDown || $0.hostileCalls > 0 } }
}

/// The instance of the service that a call was meant for is gone, for another reason than that call.
struct ServiceDown: Error, Sendable, CustomStringConvertible {
  var description: String { "the service ended while it was being called" }
}
