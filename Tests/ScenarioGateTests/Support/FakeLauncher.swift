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

  init(ignoresDependency: Bool = false, fails: Bool = false) {
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
    return FakeRunning(service: PingService.start(dependencyPort: port, ignoresDependency: ignoresDependency)) { [self] in
      running.withLock { $0 -= 1 }
    }
  }

  func stop() { dependency.stop() }
}

struct FakeRunning: RunningTarget {
  let service: OneShotServer
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

  func apply(_ fault: Fault) async throws -> FaultProxy.Applied { try await real.apply(.cut) }
  func heal(_ applied: FaultProxy.Applied) async throws -> FaultEvidence { try await real.heal(applied) }
  func stop() async { await real.stop() }
}
