import GateKit
import GateModel
import HTTPWire
import JSONDocument
import OpenAPI

/// A running target together with the document it is held against.
struct ContractSession: Sendable {
  let model: ContractModel
  let settings: ContractSettings
  private let composer: RequestComposer
  private let client: HTTPWireClient
  private let seed: RootSeed
  private let memo = ExchangeMemo()

  /// Reads to the end of the connection, so that a body is seen where none may be.
  private let closingClient: HTTPWireClient

  /// How long a service may take to close a connection that it was asked to close.
  private static let closingDeadline = Duration.seconds(3)

  init(model: ContractModel, settings: ContractSettings, identity: TargetIdentity, endpoint: WireEndpoint, loops: WireLoops, seed: RootSeed)
  {
    (self.model, self.settings, self.seed) = (model, settings, seed)
    client = HTTPWireClient(endpoint: endpoint, loops: loops)
    closingClient = HTTPWireClient(
      endpoint: endpoint, loops: loops, options: .init(limits: WireLimits(readsForbiddenBodies: true), idleConnections: 0))
    composer = RequestComposer(model: model, identity: identity)
  }

  func compose(_ operation: Operation, values: [Slot: JSONValue], variation: CallVariation) throws -> ComposedRequest {
    try composer.compose(operation, values: values, variation: variation)
  }

  /// Sends a request. What the service does wrong is part of the exchange; only a service that isn't there is an error.
  func send(_ request: ComposedRequest) async throws -> Exchange {
    await memo.count()
    do {
      return Exchange(request: request, answer: .response(try await client.send(request.wire, deadline: settings.requestDeadline)))
    } catch let error as WireError where error.phase != .connect && error.kind != .cancelled {
      return Exchange(request: request, answer: .failure(error))
    }
  }

  /// How many requests were sent so far.
  var requestCount: Int { get async { await memo.requests } }

  /// The same for every case of an operation, whatever else runs.
  func variation(
    _ number: Int, of operation: Operation, omitting omitted: Set<String> = [], isAnonymous: Bool = false
  ) -> CallVariation {
    let seed = seed.derive(CaseID("contract call \(operation.name)"))
    return CallVariation(number: number, seed: seed, omitting: omitted, isAnonymous: isAnonymous)
  }

  /// One call with a fresh chain.
  func call(_ operation: Operation, _ variation: CallVariation) async throws -> Exchange {
    var chain = Chain(self)
    return try await chain.perform(operation, variation)
  }

  /// One call of a method that the document doesn't have at the operation's path.
  func probe(_ method: String, at operation: Operation) async throws -> Exchange {
    try await send(try composer.probe(method, operation, seed: variation(0, of: operation).seed))
  }

  /// A request once more, on the condition that the entity tag is another, on a connection that the service is to close: what it
  /// sends after the head is then seen, also where no body may be.
  func repeated(_ request: ComposedRequest, ifNoneMatch tag: String) async throws -> Exchange {
    var wire = request.wire
    wire.headers.set("If-None-Match", tag)
    wire.headers.set("Connection", "close")
    let repeated = ComposedRequest(
      operation: request.operation, wire: wire, values: request.values, body: request.body, declared: request.declared,
      secrets: request.secrets)
    do {
      let deadline = min(Self.closingDeadline, settings.requestDeadline)
      return Exchange(request: repeated, answer: .response(try await closingClient.send(wire, deadline: deadline)))
    } catch let error as WireError where error.kind == .timedOut {
      // A service that doesn't close can still be asked for the status.
      return try await send(repeated)
    }
  }

  /// Closes the connections.
  func close() async {
    await client.close()
    await closingClient.close()
  }

  /// The valid calls of an operation; made once, whichever check asks first.
  func validExchanges(of operation: Operation) async throws -> [Exchange] {
    if let known = await memo.exchanges(of: operation.name) { return known }
    var exchanges: [Exchange] = []
    for number in 0..<settings.callsPerOperation {
      let exchange = try await call(operation, variation(number, of: operation))
      exchanges.append(exchange)
    }
    await memo.keep(exchanges, of: operation.name)
    return exchanges
  }
}

/// What was exchanged so far.
private actor ExchangeMemo {
  private(set) var requests = 0
  private var known: [String: [Exchange]] = [:]

  func count() { requests += 1 }
  func exchanges(of operation: String) -> [Exchange]? { known[operation] }
  func keep(_ exchanges: [Exchange], of operation: String) { known[operation] = exchanges }
}
