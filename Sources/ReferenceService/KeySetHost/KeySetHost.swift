import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// A server that publishes one key set, as another issuer does; it stands in for one where the service is examined.
public struct KeySetHost: Sendable {
  private let document: String
  private let logger: Logger

  /// - Parameter document: the JSON Web Key Set, as it goes on the wire.
  public init(document: String, logger: Logger) {
    self.document = document
    self.logger = logger
  }

  /// Serves on a loopback port until the task is cancelled.
  ///
  /// - Parameter onReady: called once with the port that was bound.
  public func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
    let document = document
    let router = Router(context: BasicRequestContext.self)
    router.get("/.well-known/jwks.json") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: ByteBuffer(string: document)))
    }
    let application = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), serverName: nil),
      onServerRunning: { channel in
        if let port = channel.localAddress?.port { await onReady(port) }
      },
      logger: logger)
    let configuration = ServiceGroupConfiguration(services: [.init(service: application)], gracefulShutdownSignals: [], logger: logger)
    try await ServiceGroup(configuration: configuration).run()
  }
}
