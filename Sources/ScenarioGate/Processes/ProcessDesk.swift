import GateKit
import GateModel
import StepLanguage

/// The processes of one running target, and what was done to them. Lent to process steps.
actor ProcessDesk {
  private struct Suspension {
    var since: Duration
    var location: SourceLocation
  }

  private let processes: [String: any TargetProcess]
  private var suspended: [String: Suspension] = [:]
  private var late: [String: SourceLocation] = [:]
  /// What every action did, in words.
  private(set) var history: [String] = []
  /// The same in numbers.
  private(set) var measurements: [(name: String, value: Double, unit: String)] = []
  private let elapsed: @Sendable () -> Duration

  init(processes: [String: any TargetProcess], clock: any Clock<Duration>) {
    self.processes = processes
    elapsed = Self.stopwatch(clock)
  }

  /// - Throws: `GateError` where the process is not as the action needs it, or the action did not do what it says.
  func perform(_ action: ProcessAction, on name: String, delay: Duration?, at location: SourceLocation) async throws {
    guard let process = processes[name] else {
      throw GateError(
        "the harness started no process '\(name)'", at: location, remedy: NearestName.advice(for: name, in: processes.keys.sorted()))
    }
    do {
      switch action {
      case .stop: try await stop(process, name, location)
      case .continue: if let toothless = try await proceed(process, name) { throw toothless }
      case .kill:
        try await process.kill()
        try await gone(process, name, how: "killed", location)
      case .end:
        try await process.end()
        try await gone(process, name, how: "ended in order", location)
      case .start: try await start(process, name, delay, location)
      case .restart:
        try await process.end()
        try await gone(process, name, how: "ended in order", location)
        try await start(process, name, delay, location)
      }
    } catch let error as TargetError {
      throw GateError("'\(name)' is not to be '\(action.rawValue)': \(error.message)", at: location, remedy: error.remedy)
    }
  }

  /// Lets what is stopped go on, at the end of the steps.
  /// - Returns: the error of the first action that touched nothing.
  func finish() async throws -> GateError? {
    var toothless: GateError?
    for name in suspended.keys.sorted() {
      guard let process = processes[name] else { continue }
      let found = try await proceed(process, name)
      toothless = toothless ?? found
    }
    for (name, location) in late.sorted(by: { $0.key < $1.key }) {
      guard case .ended? = await processes[name]?.state() else { continue }
      toothless =
        toothless
        ?? GateError(
          "the late start of '\(name)' had not come when the steps ended, so they prove nothing about it", at: location,
          remedy: "Put a 'poll' step behind it that waits until the service is back")
    }
    late = [:]
    return toothless
  }

  private func stop(_ process: any TargetProcess, _ name: String, _ location: SourceLocation) async throws {
    try await process.suspend()
    guard case .suspended = await process.state() else {
      throw GateError("'\(name)' goes on although it was stopped", at: location, remedy: "See that nothing else continues it")
    }
    suspended[name] = Suspension(since: elapsed(), location: location)
  }

  /// - Returns: an error where nothing came for the process while it was stopped.
  private func proceed(_ process: any TargetProcess, _ name: String) async throws -> GateError? {
    guard let suspension = suspended.removeValue(forKey: name) else {
      throw TargetError("it was not stopped", remedy: "Put a 'process' step with 'stop' before it")
    }
    guard case .suspended = await process.state() else {
      throw GateError(
        "'\(name)' did not stay stopped", at: suspension.location, remedy: "See that nothing else continues or kills it")
    }
    let backlog = await process.backlog()
    try await process.resume()
    let time = elapsed() - suspension.since
    history.append("\(name): stopped for \(time), while \(backlog.connections) connections and \(backlog.bytes) bytes came for it")
    let nanoseconds = Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9
    measurements += [
      ("process.\(name).stop.delay_ns", nanoseconds, "ns"), ("process.\(name).stop.connections_waiting", Double(backlog.connections), "1"),
      ("process.\(name).stop.bytes_waiting", Double(backlog.bytes), "B"),
    ]
    guard backlog.isEmpty else { return nil }
    return GateError(
      "nothing came for '\(name)' while it was stopped, so the scenario proves nothing", at: suspension.location,
      remedy: "Send it a request before it continues")
  }

  private func gone(_ process: any TargetProcess, _ name: String, how: String, _ location: SourceLocation) async throws {
    suspended[name] = nil
    guard case .ended(let reason) = await process.state() else {
      throw GateError("'\(name)' was \(how) and is still there", at: location, remedy: "See what keeps it")
    }
    history.append("\(name): \(how), \(reason)")
    measurements.append(("process.\(name).ended", 1, "1"))
  }

  private func start(_ process: any TargetProcess, _ name: String, _ delay: Duration?, _ location: SourceLocation) async throws {
    if let delay {
      try await process.start(after: delay)
      late[name] = location
      history.append("\(name): to start \(delay) later")
      return
    }
    try await process.start()
    guard case .running(let identifier) = await process.state() else {
      throw GateError("'\(name)' does not run although it was started", at: location, remedy: "See its output")
    }
    history.append("\(name): started as process \(identifier)")
  }

  private static func stopwatch<Time: Clock>(_ clock: Time) -> @Sendable () -> Duration where Time.Duration == Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }
}
