import GateModel
import JSONDocument
import OpenAPI

/// All the work on one operation: its trials one after the other, on objects that it made itself.
///
/// Nothing of another lane flows in, so that the result is the same for any number of workers or shards.
struct Lane {
  let operation: Operation
  private(set) var session: ContractSession
  let seed: UInt64
  /// The plainest valid call that was accepted.
  var base: Exchange?
  /// The fullest valid call that was accepted; trials differ from it in one thing.
  var richest: Exchange?
  private(set) var groups: [ViolationGroup.Key: ViolationGroup] = [:]
  /// Trials sent so far.
  private(set) var sent = 0
  private var inspectors: [Inspector]
  private let instances: ServiceInstances
  private let keys: IdempotencyKeys
  private var preparer: Preparer
  private var preparation: Preparation?
  /// Whether an accepted call uses up the objects that it was made on.
  private var isConsuming: Bool
  private var silences = 0
  /// Streams that had no end.
  private var cuts = 0

  /// After so many calls without an answer the service is left alone.
  private static let mostSilences = 3
  /// Each costs the time that is waited for more of it.
  private static let mostCuts = 12
  /// What a service answers when the object isn't there or isn't in the state any more that the call takes.
  private static let staleStatuses: Set<Int> = [404, 409, 410, 412]

  init(_ operation: Operation, checks: [any ContractCheck], in session: ContractSession, _ instances: ServiceInstances) {
    let seed = session.seed(of: operation)
    keys = IdempotencyKeys(seed: seed)
    let session = session.keyed(keys)
    (self.operation, self.session, self.instances, self.seed) = (operation, session, instances, seed)
    inspectors = checks.compactMap { Inspector($0) }
    preparer = Preparer(session, seed: seed)
    isConsuming = operation.method == "DELETE"
  }

  var model: ContractModel { session.model }

  /// Goes on with another instance of the service, on which nothing is there yet.
  mutating func move(to next: ContractSession) {
    session = next.keyed(keys)
    preparer = preparer.moved(to: session)
    preparation = nil
  }

  /// How often something is done again because the service was gone in its midst.
  private static let mostRevivals = 2

  /// Does something on an instance that runs, and again where another call ends the service meanwhile.
  /// - Throws: ``ServiceDown`` where that happens too often.
  mutating func surviving<Value>(_ body: (inout Lane) async throws -> Value) async throws -> Value {
    for _ in 0..<Self.mostRevivals {
      do {
        try await revive()
        return try await body(&self)
      } catch is ServiceDown {
        continue
      }
    }
    try await revive()
    return try await body(&self)
  }

  /// Goes on with a new instance where the service is gone.
  /// - Throws: ``ServiceDown`` where it was started too often.
  private mutating func revive() async throws {
    if session.watch.isDown { move(to: try await instances.living()) }
  }

  /// Whether no more trials are to be sent: the service doesn't answer, the number of requests is used up, or the time is over.
  var isExhausted: Bool {
    silences >= Self.mostSilences || cuts >= Self.mostCuts || sent >= session.settings.requestsPerOperation || session.isOutOfTime
  }

  // MARK: Objects

  /// The objects that calls are made on now; made when first needed.
  mutating func objects() async throws -> Preparation {
    if let preparation { return preparation }
    return try await freshObjects()
  }

  /// New objects, which later calls use too.
  mutating func freshObjects() async throws -> Preparation {
    let fresh = try await surviving { try await $0.preparer.prepare($0.operation) }
    preparation = fresh
    return fresh
  }

  /// Objects for another operation, which this lane doesn't use otherwise.
  mutating func objects(for other: Operation) async throws -> Preparation {
    try await preparer.prepare(other)
  }

  /// What another operation needs besides the steps that were made already.
  /// - Parameter given: what the caller has already; no call is made for it.
  mutating func objects(for other: Operation, after steps: Preparation, given: Set<Slot> = []) async throws -> Preparation {
    try await preparer.prepare(other, after: steps, given: given)
  }

  /// Objects for this operation that share nothing with those of earlier steps.
  mutating func otherObjects(beside steps: Preparation) async throws -> Preparation {
    try await preparer.prepareOthers(operation, beside: steps)
  }

  /// Makes one more object, which this lane doesn't use otherwise.
  mutating func made(by creator: Operation) async throws -> (preparation: Preparation, exchange: Exchange) {
    try await preparer.make(by: creator)
  }

  /// Text that no other object of this run has.
  mutating func salt() -> Salt { preparer.salt() }

  mutating func setConsuming() { isConsuming = true }

  // MARK: Sending

  /// Sends a trial on living objects and lets every check look at the answer.
  mutating func send(_ trial: Trial) async throws -> Exchange {
    let exchange = try await sendUnseen(trial)
    try inspect(exchange)
    return exchange
  }

  /// How many calls of the operation may be under way at once: several only where none of them changes what another sees.
  var width: Int {
    guard Trial.safeMethods.contains(operation.method), !isConsuming else { return 1 }
    return max(1, min(session.width, session.settings.requestsPerOperation - sent))
  }

  /// Sends trials of safe methods side by side, and lets every check look at the answers in their order.
  ///
  /// Where one gets no answer, or finds its object gone, it is sent again alone, as are those behind it, until the lane is exhausted.
  mutating func send(together trials: some Collection<Trial>) async throws -> [Exchange] {
    var exchanges: [Exchange] = []
    if trials.count > 1 {
      let draft = try await objects()
      for (trial, answer) in zip(trials, try await session.sendTogether(trials.map { $0.with($0.draft.rebound(to: draft)) })) {
        guard let answer, isFinal(answer, of: trial), !isExhausted else { break }
        sent += 1
        if answer.response?.isCut == true { cuts += 1 }
        try inspect(answer)
        exchanges.append(answer)
      }
    }
    for trial in trials.dropFirst(exchanges.count) where !isExhausted { exchanges.append(try await send(trial)) }
    return exchanges
  }

  /// Whether nothing that was under way beside it can have brought an answer about.
  private func isFinal(_ exchange: Exchange, of trial: Trial) -> Bool {
    guard let status = exchange.status else { return false }
    return trial.stance != .valid || !Self.staleStatuses.contains(status)
  }

  /// Sends a trial on living objects; nobody looks at the answer but the caller.
  mutating func sendUnseen(_ trial: Trial) async throws -> Exchange {
    sent += 1
    return try await surviving { try await $0.sendAlive(trial) }
  }

  private mutating func sendAlive(_ trial: Trial) async throws -> Exchange {
    let draft = trial.draft.rebound(to: try await objects())
    var exchange = try await session.send(trial.with(draft))
    let hasObjects = !draft.preparation.steps.isEmpty
    if trial.stance == .valid, hasObjects, let status = exchange.status, Self.staleStatuses.contains(status) {
      let fresh = try await freshObjects()
      exchange = try await session.send(trial.with(draft.rebound(to: fresh)))
    }
    if exchange.response == nil { silences += 1 }
    if exchange.response?.isCut == true { cuts += 1 }
    if isConsuming, hasObjects, exchange.isAccepted || trial.isSecond { preparation = nil }
    return exchange
  }

  /// A call that differs in something from one that was accepted, or from the plainest where none was. Every check looks at the answer.
  mutating func call(
    _ stance: Trial.Stance, _ label: String, owner: CheckID, _ change: (inout RequestDraft) -> Void
  ) async throws -> Exchange {
    var draft = try await plain()
    change(&draft)
    return try await send(Trial(.stateful, stance, label, owner: owner, draft: draft))
  }

  /// The valid call that others differ from.
  mutating func plain() async throws -> RequestDraft {
    if let base { return base.request.draft.rebound(to: try await objects()) }
    return try session.drafter.draft(operation, .plain, preparation: try await objects(), seed: seed)
  }

  /// Lets every check look at an exchange.
  mutating func inspect(_ exchange: Exchange) throws {
    for index in inspectors.indices where inspectors[index].concerns(exchange) {
      guard let violations = try inspectors[index].check.violations(in: exchange, base: base, model: model) else { continue }
      inspectors[index].examined += 1
      for violation in violations { add(Sighting(violation: violation, exchange: exchange), of: inspectors[index].id) }
    }
  }

  /// How many times a check of answers had something to look at.
  func examined(by check: CheckID) -> Int { inspectors.first { $0.id == check }?.examined ?? 0 }

  // MARK: What was seen

  mutating func add(_ sighting: Sighting, of check: CheckID) {
    let key = ViolationGroup.Key(check: check, cause: sighting.violation.cause)
    if groups[key] == nil {
      groups[key] = ViolationGroup(key: key, sighting: sighting)
    } else {
      groups[key]?.add(sighting)
    }
  }
}

/// A check that looks at answers, with how often it did.
private struct Inspector {
  let id: CheckID
  let check: any ExchangeCheck
  /// Whether it looks at its own trials only.
  private let isOwnOnly: Bool
  var examined = 0

  /// Nil for a check that makes calls by itself, or looks at the document alone.
  init?(_ check: any ContractCheck) {
    switch check.role {
    case .exchange(let role): (self.check, isOwnOnly) = (role, false)
    case .trial(let role): (self.check, isOwnOnly) = (role, true)
    case .document, .sequence: return nil
    }
    id = check.id
  }

  func concerns(_ exchange: Exchange) -> Bool { !isOwnOnly || exchange.trial.owner == id }
}
