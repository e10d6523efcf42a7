import GateKit

/// A process that does what it is told, or only says so.
actor FakeProcess: TargetProcess {
  enum Trait {
    case honest
    /// No signal reaches it.
    case immune
    /// Nobody sends it anything.
    case idle
    /// A late start never comes.
    case lazy
  }

  private let trait: Trait
  private var current: TargetProcessState = .running(identifier: 1)
  private var starts = 1

  init(_ trait: Trait = .honest) { self.trait = trait }

  func state() -> TargetProcessState { current }
  func backlog() -> TargetBacklog { trait == .idle ? TargetBacklog() : TargetBacklog(connections: 1, bytes: 20) }
  func suspend() throws { try become(.suspended(identifier: Int32(starts))) }
  func resume() throws { try become(.running(identifier: Int32(starts))) }
  func kill() throws { try become(.ended("killed")) }
  func end() throws { try become(.ended("ended")) }

  func start() throws {
    guard case .ended = current else { throw TargetError("the service still runs", remedy: "End it") }
    starts += 1
    current = .running(identifier: Int32(starts))
  }

  func start(after delay: Duration) throws {
    if trait != .lazy { try start() }
  }

  private func become(_ state: TargetProcessState) throws {
    if case .ended = current { throw TargetError("the service does not run", remedy: "Start it") }
    if trait != .immune { current = state }
  }
}
