import GateKit
import GateModel
import HTTPWire
import JSONDocument
import OpenAPI

/// A running target together with the document it is held against: drafts go in, exchanges come out.
struct ContractSession: Sendable {
  let model: ContractModel
  let settings: ContractSettings
  let drafter: RequestDrafter
  /// Names of the identities that the target has.
  let identities: Set<String>
  /// Host and port of the service.
  let authority: String
  /// `http`, or `https` for a service behind TLS.
  let scheme: String
  private let composer: RequestComposer
  private let client: HTTPWireClient
  private let seed: RootSeed
  private let budget: RequestBudget

  /// Reads to the end of the connection, so that a body is seen where none may be.
  private let closingClient: HTTPWireClient

  /// How long a service may take to close a connection that it was asked to close.
  private static let closingDeadline = Duration.seconds(3)

  /// - Throws: `GateError` for a known value that names a variable which the target doesn't have.
  init(
    model: ContractModel, settings: ContractSettings, identity: TargetIdentity, target: any RunningTarget, loops: WireLoops, seed: RootSeed,
    clock: any Clock<Duration>
  ) throws {
    (self.model, self.settings, self.seed) = (model, settings, seed)
    let tls = target.endpoint.tls.map { WireTLS(authorityFile: $0.authorityFile, isVerified: $0.isVerified, serverName: $0.serverName) }
    let endpoint = WireEndpoint(host: target.endpoint.host, port: target.endpoint.port, tls: tls)
    scheme = tls == nil ? "http" : "https"
    authority = "\(endpoint.host):\(endpoint.port)"
    client = HTTPWireClient(endpoint: endpoint, loops: loops)
    closingClient = HTTPWireClient(
      endpoint: endpoint, loops: loops, options: .init(limits: WireLimits(readsForbiddenBodies: true), idleConnections: 0))
    composer = RequestComposer(model: model, identity: identity, others: target.identities)
    drafter = RequestDrafter(model: model, identity: identity, known: try settings.values.resolved(target.variables))
    identities = Set(target.identities.keys)
    budget = RequestBudget(rate: settings.rate, time: settings.time, clock: clock)
  }

  /// The same for every run of an operation's lane, whatever else runs.
  func seed(of operation: Operation) -> UInt64 { seed.derive(CaseID("contract call \(operation.name)")) }

  /// Whether the time that the gate may take is over.
  var isOutOfTime: Bool { get async { await budget.isOutOfTime } }

  /// A request as it would go out.
  /// - Throws: ``CredentialMissing``.
  func composed(_ draft: RequestDraft) throws -> ComposedRequest { try composer.compose(draft) }

  /// Sends a trial. What the service does wrong is part of the exchange; only a service that isn't there is an error.
  func send(_ trial: Trial) async throws -> Exchange {
    let request = try composer.compose(trial.draft)
    await budget.takeTurn()
    do {
      let response = try await client.send(request.wire, deadline: settings.requestDeadline)
      return Exchange(trial: trial, request: request, answer: .response(response))
    } catch let error as WireError where error.phase != .connect && error.kind != .cancelled {
      return Exchange(trial: trial, request: request, answer: .failure(error))
    }
  }

  /// Sends a trial on a connection that the service is to close: what it sends after the head is then seen, also where no body may be.
  func sendAndClose(_ trial: Trial) async throws -> Exchange {
    let request = try composer.compose(trial.draft)
    var wire = request.wire
    wire.headers.set("Connection", "close")
    await budget.takeTurn()
    do {
      let deadline = min(Self.closingDeadline, settings.requestDeadline)
      return Exchange(trial: trial, request: request, answer: .response(try await closingClient.send(wire, deadline: deadline)))
    } catch let error as WireError where error.kind == .timedOut {
      // A service that doesn't close can still be asked for the status.
      return try await send(trial)
    } catch let error as WireError where error.phase != .connect && error.kind != .cancelled {
      return Exchange(trial: trial, request: request, answer: .failure(error))
    }
  }

  /// The calls of a request and of what it needs first, for a person to repeat.
  func script(of request: ComposedRequest) -> String { CurlScript(composer: composer).text(request) }

  /// Closes the connections.
  func close() async {
    await client.close()
    await closingClient.close()
  }
}
