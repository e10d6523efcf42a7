import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// A server that keeps secrets as the key-value interface of HashiCorp Vault does, version 2, in memory; it stands in for one where the
/// service is examined.
public struct VaultHost: Sendable {
  /// What the examined service calls it with.
  public static let examinedToken = "vault-token-of-the-examined-service"

  private let token: String
  private let logger: Logger
  private let secrets = VaultSecrets()

  public init(token: String, logger: Logger) {
    self.token = token
    self.logger = logger
  }

  /// Serves on a loopback port until the task is cancelled.
  ///
  /// - Parameter onReady: called once with the port that was bound.
  public func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
    let application = Application(
      router: router(), configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), serverName: nil),
      onServerRunning: { channel in
        if let port = channel.localAddress?.port { await onReady(port) }
      },
      logger: logger)
    let configuration = ServiceGroupConfiguration(services: [.init(service: application)], gracefulShutdownSignals: [], logger: logger)
    try await ServiceGroup(configuration: configuration).run()
  }

  private func router() -> Router<BasicRequestContext> {
    let router = Router(context: BasicRequestContext.self)
    let (token, secrets) = (token, secrets)
    router.get("/v1/secret/data/:name") { request, context in
      guard Self.isAdmitted(request, token) else { return Self.answer(.forbidden, ["errors": ["permission denied"]]) }
      guard let secret = await secrets.read(try context.parameters.require("name")) else {
        return Self.answer(.notFound, ["errors": [String]()])
      }
      return Self.answer(.ok, VaultSecrets.Answer(data: secret))
    }
    router.post("/v1/secret/data/:name") { request, context in
      guard Self.isAdmitted(request, token) else { return Self.answer(.forbidden, ["errors": ["permission denied"]]) }
      let body = try await request.body.collect(upTo: 1 << 20)
      let change = try JSONDecoder().decode(VaultSecrets.Change.self, from: Data(body.readableBytesView))
      guard let version = await secrets.write(try context.parameters.require("name"), change) else {
        return Self.answer(.badRequest, ["errors": ["check-and-set parameter did not match the current version"]])
      }
      return Self.answer(.ok, ["data": ["version": version]])
    }
    return router
  }

  private static func isAdmitted(_ request: Request, _ token: String) -> Bool {
    HTTPField.Name("X-Vault-Token").flatMap { request.headers[$0] } == token
  }

  private static func answer(_ status: HTTPResponse.Status, _ value: some Encodable) -> Response {
    let bytes = (try? JSONBytes.encode(value)) ?? []
    return Response(status: status, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

/// Secrets by name, each with its version.
private actor VaultSecrets {
  struct Secret: Codable {
    struct Metadata: Codable { var version: Int }
    var data: [String: String]
    var metadata: Metadata
  }

  struct Answer: Encodable { let data: Secret }

  struct Change: Decodable {
    struct Options: Decodable { let cas: Int? }
    let options: Options?
    let data: [String: String]
  }

  private var secrets: [String: Secret] = [:]

  func read(_ name: String) -> Secret? { secrets[name] }

  /// - Returns: The new version; nil where another than the expected one is there.
  func write(_ name: String, _ change: Change) -> Int? {
    let version = secrets[name]?.metadata.version ?? 0
    if let expected = change.options?.cas, expected != version { return nil }
    secrets[name] = Secret(data: change.data, metadata: .init(version: version + 1))
    return version + 1
  }
}
