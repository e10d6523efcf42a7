import GateKit
import Logging
import ReferenceService

/// Runs the policy engine of the reference service in this process.
enum PolicyEngineHost {
  /// - Throws: `TargetError` or `DeadlineExceeded` when it does not listen.
  static func start(on work: BackgroundWork) async throws -> TargetEndpoint {
    let (ports, report) = AsyncStream.makeStream(of: Int.self)
    let logger = Logger(label: "policy-engine") { _ in SwiftLogNoOpLogHandler() }
    work.add {
      do { try await PolicyEngine(logger: logger).run { report.yield($0) } } catch { report.finish() }
    }
    let port = try await withDeadline(.seconds(10), "the start of the policy engine") {
      for await port in ports { return port }
      throw TargetError("the policy engine did not start", remedy: "See that loopback ports are free")
    }
    return TargetEndpoint(host: "127.0.0.1", port: port)
  }
}
