import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import PostgresAccess
import ServiceLifecycle

/// The service: contexts composed from parts behind one HTTP listener.
///
/// ```swift
/// let service = try ReferenceService(configuration, parts: .healthy(configuration))
/// let running = try await service.start()   // running.port
/// await running.stop()
/// ```
public struct ReferenceService: Sendable {
  public let configuration: ServiceConfiguration
  public let routes: RouteTable
  private let parts: ServiceParts
  private let schema: ServiceSchema
  private let contexts: [any ServiceContext]
  private let logger: Logger

  /// Composes the service; nothing is opened yet.
  ///
  /// - Throws: ``ConfigurationError``, or ``RouteTable/Problem`` when two contexts claim one path.
  public init(_ configuration: ServiceConfiguration, parts: ServiceParts, schema: ServiceSchema = .healthy) throws {
    self.configuration = try configuration.validated()
    self.parts = parts
    self.schema = schema
    logger = Logger(label: "reference-service") { _ in
      JSONLogHandler(label: "reference-service", sink: parts.logSink, clock: parts.clock, level: configuration.logLevel)
    }
    contexts = ServiceContexts.all(configuration, parts: parts, logger: logger)
    routes = try RouteTable(contexts.flatMap(\.routes))
  }

  /// Prepares, listens and serves until the task is cancelled or `shutdown` is triggered.
  ///
  /// - Parameter onListening: called once with the bound port when requests are answered.
  public func run(shutdown: ServiceShutdown = ServiceShutdown(), onListening: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
    do {
      try await serve(shutdown: shutdown, onListening: onListening)
    } catch {
      await shutStores()
      logger.critical("service ended", metadata: ["error": "\(LogRedaction.bounded(error))"])
      throw error
    }
    await shutStores()
    logger.info("service stopped")
  }

  private func shutStores() async {
    await parts.traffic.limitStore.shutdown()
    await parts.store.shutdown()
  }

  private func serve(shutdown: ServiceShutdown, onListening: @escaping @Sendable (Int) -> Void) async throws {
    do {
      try await schema.boot(configuration.schemaBoot, on: parts.store, timeout: configuration.timeouts.migrate)
    } catch { throw ServiceStartError.schema(error) }
    do {
      for context in contexts { try await context.prepare() }
    } catch { throw ServiceStartError.preparation(error) }

    let host = configuration.host
    let port = configuration.port
    let logger = logger
    let application = Application(
      responder: responder(), server: server,
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in
        let bound = channel.localAddress?.port ?? port
        logger.info("listening", metadata: ["host": "\(host)", "port": "\(bound)"])
        onListening(bound)
      },
      logger: Self.quiet(logger))
    try await serve(application, shutdown: shutdown)
  }

  private func serve(_ application: some Service, shutdown: ServiceShutdown) async throws {
    var group = ServiceGroupConfiguration(
      services: [.init(service: application)], gracefulShutdownSignals: [], logger: Self.quiet(logger))
    group.maximumGracefulShutdownDuration = configuration.timeouts.shutdown
    let services = ServiceGroup(configuration: group)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for context in contexts { tasks.addTask { await context.run() } }
      tasks.addTask {
        await shutdown.wait()
        await services.triggerGracefulShutdown()
      }
      do {
        try await services.run()
      } catch let error as IOError {
        throw ServiceStartError.listen(host: configuration.host, port: configuration.port, error)
      }
      tasks.cancelAll()
    }
  }

  private var server: HTTPServerBuilder {
    let contexts = contexts
    let random = parts.random
    return .http1(
      configuration: .init(
        additionalChannelHandlers: contexts.flatMap { $0.channelHandlers() } + [MalformedRequestEnvelope(random: random)],
        idleTimeout: .seconds(60)))
  }

  private func responder() -> ServiceResponder {
    ServiceResponder(
      table: routes, authenticator: parts.identity.authenticator,
      admission: RateLimiter(
        parts: parts.traffic, configuration: configuration.traffic.limits, clock: parts.clock, metrics: parts.metrics),
      bodies: RequestBodyReader(patience: configuration.timeouts.body, bounds: parts.bodyBounds), requestIDs: parts.requestIDs,
      hosts: parts.hosts, scopes: parts.scopes,
      interceptors: [IdempotentReplay(configuration: configuration.traffic.idempotency, parts: parts.traffic, clock: parts.clock)]
        + parts.interceptors, errors: parts.errors,
      clock: parts.clock,
      random: parts.random, metrics: RequestMetrics(registry: parts.metrics), logger: logger)
  }

  /// The framework's own lines only where something is wrong.
  private static func quiet(_ logger: Logger) -> Logger {
    var quiet = logger
    quiet.logLevel = max(.warning, logger.logLevel)
    return quiet
  }
}
