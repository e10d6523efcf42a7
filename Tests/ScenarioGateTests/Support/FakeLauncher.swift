import FaultProxy
import GateKit
import Synchronization

@testable import ScenarioGate

/// Starts ``PingService`` instances, and counts what was started and stopped.
final class FakeLauncher: TargetLauncher {
  private let dependency: OneShotServer
  private let ignoresDependency: Bool
  private let fails: Bool
  let running = Mutex(0)
  let requests = Mutex<[TargetRequest]>([])

  private let process: FakeProcess?

  init(ignoresDependency: Bool = false, fails: Bool = false, process: FakeProcess? = nil) {
    self.process = process
    dependency = OneShotServer { _ in "pong" }
    self.ignoresDependency = ignoresDependency
    self.fails = fails
  }

  func dependencies() async throws -> [String: TargetEndpoint] { ["store": TargetEndpoint(host: "127.0.0.1", port: dependency.port)] }

  func launch(_ request: TargetRequest) async throws -> any RunningTarget {
    requests.withLock { $0.append(request) }
    if fails { throw TargetError("it does not start", remedy: "Start it") }
    let port = request.dependencies["store"]?.port ?? dependency.port
    running.withLock { $0 += 1 }
    let service = PingService.start(dependencyPort: port, ignoresDependency: ignoresDependency)
    return FakeRunning(service: service, processes: process.map { ["service": $0] } ?? [:]) { [self] in
      running.withLock { $0 -= 1 }
    }
  }

  func stop() { dependency.stop() }
}

struct FakeRunning: RunningTarget {
  let service: OneShotServer
  var processes: [String: any TargetProcess] = [:]
  let onStop: @Sendable () -> Void
  var endpoint: TargetEndpoint { TargetEndpoint(host: "127.0.0.1", port: service.port) }
  var documentPath: String? { nil }
  var identities: [String: TargetIdentity] { [:] }
  var defaultIdentity: String? { nil }
  var databaseURL: String? { nil }
  var clock: (any TargetClock)? { nil }
  var variables: [String: String] { [:] }

  func logLines() async -> [String] { [] }
  func stop() async {
    service.stop()
    onStop()
  }
}

/// A proxy that passes everything and claims to have done what it was told.
struct PassingProxy: DependencyProxy {
  let host: String
  let port: Int
  let real: FaultProxy

  static func start(host: String, port: Int) async throws -> PassingProxy {
    let real = try await FaultProxy.start(upstreamHost: host, upstreamPort: port)
    return PassingProxy(host: real.host, port: real.port, real: real)
  }

  func apply(_ fault: Fault, _ schedule: FaultSchedule) async throws -> FaultProxy.Applied {
    try await real.apply(.refuse, FaultSchedule(after: .connections(1_000_000)))
  }
  func heal(_ applied: FaultProxy.Applied) async throws -> FaultEvidence { try await real.heal(applied) }
  func stop() async { await real.stop() }
}

/// A proxy that passes everything and shows evidence of something else that it did.
struct LyingProxy: DependencyProxy {
  let passing: PassingProxy
  var host: String { passing.host }
  var port: Int { passing.port }

  func apply(_ fault: Fault, _ schedule: FaultSchedule) async throws -> FaultProxy.Applied { try await passing.apply(fault, schedule) }
  func heal(_ applied: FaultProxy.Applied) async throws -> FaultEvidence {
    var counters = FaultCounters()
    counters.probesRefused = 1
    _ = try await passing.heal(applied)
    return FaultEvidence(fault: .closePort, counters: counters)
  }
  func stop() async { await passing.stop() }
}
