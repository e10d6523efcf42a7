import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The policy engine: an HTTP server of its own that owns the rules and answers `POST /v1/decide`.
///
/// It keeps no state between requests. A request that it cannot read is answered with 400 and decides nothing; the
/// service treats everything but a readable permission as a refusal.
public struct PolicyEngine: Sendable {
  /// The largest request that the engine reads, in bytes.
  public static let requestLimit = 64 * 1024
  /// How long open requests may take when the engine is told to stop.
  private static let shutdownLimit = Duration.seconds(2)

  private let rules: PolicyRules
  private let host: String
  private let port: Int
  private let logger: Logger

  /// - Parameters:
  ///   - rules: What is allowed.
  ///   - host: The address to listen on.
  ///   - port: The port; 0 lets the system choose one, which `run` reports.
  public init(
    rules: PolicyRules = .standard, host: String = "127.0.0.1", port: Int = 0, logger: Logger = PolicyEngine.quietLogger
  ) {
    self.rules = rules
    self.host = host
    self.port = port
    self.logger = logger
  }

  /// Serves until the task is cancelled or `shutdown` is triggered.
  ///
  /// - Parameter onReady: Called once with the port that was bound.
  public func run(shutdown: ServiceShutdown = ServiceShutdown(), onReady: @escaping @Sendable (Int) async -> Void) async throws {
    let application = Application(
      router: router(),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in
        if let port = channel.localAddress?.port { await onReady(port) }
      },
      logger: logger)
    var configuration = ServiceGroupConfiguration(services: [.init(service: application)], gracefulShutdownSignals: [], logger: logger)
    configuration.maximumGracefulShutdownDuration = Self.shutdownLimit
    let group = ServiceGroup(configuration: configuration)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        await shutdown.wait()
        await group.triggerGracefulShutdown()
      }
      try await group.run()
      tasks.cancelAll()
    }
  }

  private func router() -> Router<BasicRequestContext> {
    let rules = rules
    let router = Router(context: BasicRequestContext.self)
    router.get("/healthz") { _, _ in Self.json(.ok, #"{"status":"ok"}"#) }
    router.post("/v1/decide") { request, _ in
      let body = try await request.body.collect(upTo: Self.requestLimit)
      guard let question = try? JSONDecoder().decode(PolicyRequest.self, from: Data(body.readableBytesView)) else {
        return Self.json(.badRequest, #"{"error":"the body is not a policy request"}"#)
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      return Self.json(.ok, String(decoding: try encoder.encode(rules.decide(question)), as: UTF8.self))
    }
    return router
  }

  /// The framework's own lines only where something is wrong.
  public static var quietLogger: Logger {
    var logger = Logger(label: "policy-engine")
    logger.logLevel = .warning
    return logger
  }

  private static func json(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
