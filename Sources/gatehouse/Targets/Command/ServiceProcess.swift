import GateKit

/// The process of somebody's service, over its restarts.
actor ServiceProcess: TargetProcess {
  private let port: Int
  private let work: BackgroundWork
  private let make: @Sendable () -> SupervisedProcess
  private let awaitReady: @Sendable (SupervisedProcess) async throws -> Void
  private(set) var current: SupervisedProcess
  private var earlierOutput: [String] = []
  private var isOver = false
  private var isSuspended = false

  /// Starts it; it is not ready when this returns.
  /// - Parameters:
  ///   - port: where it listens.
  ///   - make: makes a process that does not run yet.
  ///   - ready: returns when the process answers.
  init(
    port: Int, work: BackgroundWork, make: @escaping @Sendable () -> SupervisedProcess,
    ready: @escaping @Sendable (SupervisedProcess) async throws -> Void
  ) {
    self.port = port
    self.work = work
    self.make = make
    awaitReady = ready
    let first = make()
    current = first
    work.add { await first.run() }
  }

  /// Output of all its runs.
  func output() async -> [String] { earlierOutput + (await current.output) }

  func waitUntilReady() async throws { try await awaitReady(current) }

  /// Ends it for good.
  func stop() async {
    isOver = true
    await endCurrent()
  }

  func state() async -> TargetProcessState {
    if let end = await current.end { return .ended(end) }
    guard let identifier = await current.identifier else { return .ended("it has not started yet") }
    switch ProcessTable.state(of: identifier) {
    case "T": return .suspended(identifier: identifier)
    case nil, "Z": return .ended("process \(identifier) has ended")
    default: return .running(identifier: identifier)
    }
  }

  func backlog() async -> TargetBacklog { ProcessTable.backlog(port: port) }

  func suspend() async throws {
    try await current.send(.suspend)
    isSuspended = true
    try await withDeadline(.seconds(5), "stopping the service") { [self] in
      while true {
        if case .suspended = await state() { return }
        try await Task.sleep(for: .milliseconds(1))
      }
    }
  }

  func resume() async throws {
    try await current.send(.resume)
    isSuspended = false
  }

  func kill() async throws {
    try await current.send(.kill)
    isSuspended = false
    await current.waitForEnd()
  }

  func end() async throws {
    guard await current.end == nil else { throw TargetError("the service does not run", remedy: "Start it before it is ended") }
    await endCurrent()
  }

  func start() async throws {
    try await renew()
    try await awaitReady(current)
  }

  func start(after delay: Duration) async throws {
    guard await current.end != nil else { throw Self.runsAlready }
    work.add { [self] in
      // A run that is over cancels the wait.
      guard (try? await Task.sleep(for: delay)) != nil else { return }
      try? await renew()
    }
  }

  private static let runsAlready = TargetError("the service still runs", remedy: "Kill or end it before it is started again")

  private func renew() async throws {
    guard await current.end != nil else { throw Self.runsAlready }
    guard !isOver else { throw TargetError("the service was ended for good", remedy: "Start it within the scenario") }
    earlierOutput += await current.output
    let next = make()
    current = next
    work.add { await next.run() }
  }

  private func endCurrent() async {
    // A stopped process takes no other signal.
    if isSuspended { try? await current.send(.resume) }
    isSuspended = false
    await current.stop()
  }
}
