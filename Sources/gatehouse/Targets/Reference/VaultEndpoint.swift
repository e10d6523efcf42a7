import GateKit
import Logging
import ReferenceService

/// Runs the vault that stands in for one where the service is examined, in this process.
enum VaultEndpoint {
  /// - Throws: `TargetError` or `DeadlineExceeded` when it does not listen.
  static func start(on work: BackgroundWork) async throws -> TargetEndpoint {
    let (ports, report) = AsyncStream.makeStream(of: Int.self)
    let logger = Logger(label: "vault") { _ in SwiftLogNoOpLogHandler() }
    work.add {
      do { try await VaultHost(token: VaultHost.examinedToken, logger: logger).run { report.yield($0) } } catch { report.finish() }
    }
    let port = try await withDeadline(.seconds(10), "the start of the vault") {
      for await port in ports { return port }
      throw TargetError("the vault did not start", remedy: "See that loopback ports are free")
    }
    return TargetEndpoint(host: "127.0.0.1", port: port)
  }
}
