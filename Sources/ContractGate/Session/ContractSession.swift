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
  /// How many calls a lane may have under way where they change nothing.
  let width: Int
  private let credentials: SessionCredentials
  private let client: HTTPWireClient
  private let seed: RootSeed
  private let budget: RequestBudget
  /// Whether the instance still runs.
  let watch = ServiceWatch()
  private let pause: @Sendable (Duration) async throws -> Void
  private var keys: IdempotencyKeys

  /// Reads to the end of the connection, so that a body is seen where none may be.
  private let closingClient: HTTPWireClient

  /// How much of a stream of events is read.
  private static let streamLimit = WireStreamLimit(duration: .milliseconds(500), events: 20)

  /// How long a service may take to close a connection that it was asked to close.
  private static let closingDeadline = Duration.seconds(3)

  /// - Throws: `GateError` for a known value that names a variable which the target doesn't have.
  init(
    model: ContractModel, settings: ContractSettings, identity: TargetIdentity, target: any RunningTarget, loops: WireLoops, seed: RootSeed,
    clock: any Clock<Duration>, budget: RequestBudget, width: Int
  ) throws {
    (self.model, self.settings, self.seed, self.width) = (model, settings, seed, width)
    let tls = target.endpoint.tls.map { WireTLS(authorityFile: $0.authorityFile, isVerified: $0.isVerified, serverName: $0.serverName) }
    let endpoint = WireEndpoint(host: target.endpoint.host, port: target.endpoint.port, tls: tls)
    scheme = tls == nil ? "http" : "https"
    authority = "\(endpoint.host):\(endpoint.port)"
    client = HTTPWireClient(endpoint: endpoint, loops: loops, options: .init(limits: WireLimits(eventStream: Self.streamLimit)))
    closingClient = HTTPWireClient(
      endpoint: endpoint, loops: loops,
      options: .init(limits: WireLimits(readsForbiddenBodies: true, eventStream: Self.streamLimit), idleConnections: 0))
    let composer = RequestComposer(model: model, identity: identity, others: target.identities)
    credentials = SessionCredentials(composer, of: settings.identity ?? target.defaultIdentity, target)
    drafter = RequestDrafter(model: model, identity: identity, known: try settings.values.resolved(target.variables))
    identities = Set(target.identities.keys)
    self.budget = budget
    keys = IdempotencyKeys(seed: seed.derive(CaseID("contract idempotency keys")))
    pause = { try await clock.sleep(for: $0) }
  }

  /// The same for every run of an operation's lane, whatever else runs.
  func seed(of operation: Operation) -> UInt64 { seed.derive(CaseID("contract call \(operation.name)")) }

  /// The same session for one lane, whose calls then get the same keys whatever else runs.
  /// - Parameter keys: those that the lane has used on another instance of the service.
  func keyed(_ keys: IdempotencyKeys) -> ContractSession {
    var copy = self
    copy.keys = keys
    return copy
  }

  /// Whether the time that the gate may take is over.
  var isOutOfTime: Bool { budget.isOutOfTime }

  /// A request as it would go out.
  /// - Throws: ``CredentialMissing``.
  func composed(_ draft: RequestDraft) throws -> ComposedRequest { try credentials.composer.compose(draft) }

  /// Sends a trial. What the service does wrong is part of the exchange; only a service that isn't there is an error.
  func send(_ trial: Trial) async throws -> Exchange {
    if let earlier = trial.earlier {
      var draft = trial.draft
      draft.preparation.addEffect(try await send(earlier))
      return try await sendOnce(trial.with(draft))
    }
    return try await sendOnce(trial)
  }

  /// Sends trials side by side.
  /// - Returns: in their order; nil where the service was gone for another reason than that call.
  func sendTogether(_ trials: [Trial]) async throws -> [Exchange?] {
    try await withThrowingTaskGroup(of: Answered.self) { group in
      for (index, trial) in trials.enumerated() {
        group.addTask {
          do { return Answered(index, try await send(trial)) } catch is ServiceDown { return Answered(index, nil) }
        }
      }
      var exchanges = [Exchange?](repeating: nil, count: trials.count)
      for try await answered in group { exchanges[answered.index] = answered.exchange }
      return exchanges
    }
  }

  private func composed(_ trial: Trial) async throws -> (Trial, ComposedRequest) {
    try await credentials.renew()
    let trial = trial.with(try keys.renewed(trial.draft, in: self))
    return (trial, try credentials.composer.compose(trial.draft))
  }

  private func sendOnce(_ trial: Trial) async throws -> Exchange {
    let (trial, request) = try await composed(trial)
    if watch.isDown { throw ServiceDown() }
    await budget.takeTurn()
    let isHostile = trial.stance == .hostile
    if isHostile { watch.beginHostile() }
    defer { if isHostile { watch.endHostile() } }
    do {
      let response = try await client.send(request.wire, deadline: settings.requestDeadline)
      return Exchange(trial: trial, request: request, answer: .response(response))
    } catch let error as WireError where error.phase != .connect && error.kind != .cancelled {
      var exchange = Exchange(trial: trial, request: request, answer: .failure(error))
      if Self.endings.contains(error.kind), try await hasEnded() {
        let isSuspect = isHostile || !watch.hasOtherSuspect
        watch.markDown()
        guard isSuspect else { throw ServiceDown() }
        exchange.leftServiceDown = true
      }
      return exchange
    } catch let error as WireError where error.phase == .connect && error.kind != .cancelled && watch.hasOtherSuspect {
      throw ServiceDown()
    }
  }

  /// How a connection ends when its process does.
  private static let endings: Set<WireError.Kind> = [.reset, .closedEarly, .failed]
  private static let attempts = 3
  private static let probeDeadline = Duration.seconds(2)

  /// Whether nobody answers any more: asked a few times, since a process that ends takes a moment to let go of its port.
  private func hasEnded() async throws -> Bool {
    let probe = WireRequest(method: "GET", target: model.document.basePath + "/", headers: [WireHeader("Connection", "close")], body: [])
    for attempt in 0..<Self.attempts {
      if attempt > 0 { try await pause(.milliseconds(50)) }
      do {
        _ = try await closingClient.send(probe, deadline: min(Self.probeDeadline, settings.requestDeadline))
        return false
      } catch let error as WireError {
        // Whoever is slow, or says something else than HTTP, is there.
        guard Self.endings.contains(error.kind) || error.kind == .refused else { return false }
      }
    }
    return true
  }

  /// Sends a trial on a connection that the service is to close: what it sends after the head is then seen, also where no body may be.
  func sendAndClose(_ trial: Trial) async throws -> Exchange {
    let (trial, request) = try await composed(trial)
    if watch.isDown { throw ServiceDown() }
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
    } catch let error as WireError where error.phase == .connect && error.kind != .cancelled && watch.hasOtherSuspect {
      throw ServiceDown()
    }
  }

  /// The calls of a request and of what it needs first, for a person to repeat.
  func script(of request: ComposedRequest) -> String { CurlScript(composer: credentials.composer).text(request) }

  /// Closes the connections.
  func close() async {
    await client.close()
    await closingClient.close()
  }
}

/// One of several calls that were under way at once. It is an object, because the optimiser of Swift 6.3 mixes up the fields of a value
/// as large as an exchange where it leaves a task group.
private final class Answered: Sendable {
  let index: Int
  let exchange: Exchange?

  init(_ index: Int, _ exchange: Exchange?) { (self.index, self.exchange) = (index, exchange) }
}
