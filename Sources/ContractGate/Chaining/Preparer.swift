import JSONDocument
import OpenAPI

/// Makes the calls that an operation needs first. Each preparation makes its own objects, so that no operation leans on another.
///
/// What was refused or accepted steers it: a producer that refuses its plainest call is tried with fuller and with random ones, and the
/// kind that it took is used from then on.
struct Preparer {
  private var session: ContractSession
  private let seed: UInt64
  private var accepted: [String: RequestDrafter.Effort] = [:]
  /// Objects made so far; it tells the values that must be unique apart.
  private var made = 0

  private static let deepest = 8
  private static let efforts: [RequestDrafter.Effort] = [.plain, .full, .random(0), .random(1), .random(2)]

  init(_ session: ContractSession, seed: UInt64) {
    (self.session, self.seed) = (session, seed)
  }

  /// The same on another instance of the service.
  func moved(to next: ContractSession) -> Preparer {
    var copy = self
    copy.session = next
    return copy
  }

  /// Fresh objects for one operation.
  /// - Throws: ``ChainBroken`` when a call that is needed first wasn't answered as it must be.
  mutating func prepare(_ operation: Operation) async throws -> Preparation {
    var done: [String: Int] = [:]
    return try await fill(operation, after: Preparation(), done: &done, callers: [])
  }

  /// What an operation needs, as far as it isn't there, after steps that were made for another.
  /// - Parameter given: what the caller has; no call is made for it.
  /// - Throws: ``ChainBroken``.
  mutating func prepare(_ operation: Operation, after steps: Preparation, given: Set<Slot> = []) async throws -> Preparation {
    var done: [String: Int] = [:]
    for (position, step) in steps.steps.enumerated() where step.isAccepted && done[step.operation.name] == nil {
      done[step.operation.name] = position
    }
    // What an earlier step removed or changed is not put there again.
    return try await fill(operation, after: steps, done: &done, callers: [], given: given, makes: false)
  }

  /// Objects that share nothing with those of earlier steps, which stay in the list of steps.
  /// - Throws: ``ChainBroken``.
  mutating func prepareOthers(_ operation: Operation, beside steps: Preparation) async throws -> Preparation {
    var done: [String: Int] = [:]
    return try await fill(operation, after: steps, done: &done, callers: [])
  }

  /// Makes one more object by an accepted call, on fresh objects of those that it needs itself.
  /// - Returns: the steps with that call as the last.
  /// - Throws: ``ChainBroken``.
  mutating func make(by creator: Operation) async throws -> (preparation: Preparation, exchange: Exchange) {
    var preparation = try await prepare(creator)
    let exchange = try await perform(creator, preparation, for: creator)
    _ = preparation.add(exchange)
    return (preparation, exchange)
  }

  /// Text that no other object of this run has.
  mutating func salt() -> Salt {
    made += 1
    // The letter at the end keeps one from being the beginning of another.
    return Salt(text: "\(seed % 1_000_000)x\(made)z")
  }

  /// Adds the steps and values that an operation needs to steps that others have made already.
  private mutating func fill(
    _ operation: Operation, after steps: Preparation, done: inout [String: Int], callers: [String], given: Set<Slot> = [],
    makes: Bool = true
  ) async throws -> Preparation {
    var preparation = steps.emptied()
    guard callers.count < Self.deepest else { return preparation }
    let sources = session.model.calls[operation.name]?.sources ?? [:]
    for (slot, source) in sources.sorted(by: { String(describing: $0.key) < String(describing: $1.key) })
    where !given.contains(slot) && !isKnown(slot, of: operation) {
      guard source.producer != operation.name, !callers.contains(source.producer) else { continue }
      if done[source.producer] == nil {
        guard let producer = session.model.calls[source.producer]?.operation else {
          throw ChainBroken(operation: operation.name, producer: source.producer, problem: "is not in the document")
        }
        var own = try await fill(producer, after: preparation, done: &done, callers: callers + [operation.name])
        let exchange = try await perform(producer, own, for: operation)
        let position = own.add(exchange)
        done[source.producer] = position
        preparation.adoptSteps(of: own)
      }
      guard let step = done[source.producer] else { continue }
      guard let value = source.expression.value(in: preparation.steps[step]) else {
        throw ChainBroken(operation: operation.name, producer: source.producer, problem: "answered without \(source.expression.text)")
      }
      preparation.set(slot, to: value, from: Preparation.Origin(step: step, expression: source.expression))
    }
    if makes { try await make(operation, &preparation, callers: callers) }
    return preparation
  }

  /// Whether the settings say the value, which counts more than what is inferred.
  private func isKnown(_ slot: Slot, of operation: Operation) -> Bool {
    let name: String? =
      switch slot {
      case .path(let name), .query(let name), .header(let name): name
      case .body(let pointer): pointer.tokens.count == 1 ? pointer.tokens.first : nil
      default: nil
      }
    return name.flatMap { session.drafter.known.text($0, of: operation) } != nil
  }

  /// Puts what an operation finds at its path there, on the same objects. A service that has it there anyway may refuse.
  private mutating func make(_ operation: Operation, _ preparation: inout Preparation, callers: [String]) async throws {
    guard let name = session.model.calls[operation.name]?.maker, !callers.contains(name), let maker = session.model.calls[name]?.operation
    else { return }
    do {
      preparation.addEffect(try await perform(maker, preparation, for: operation))
    } catch is ChainBroken {
      return
    }
  }

  private mutating func perform(_ producer: Operation, _ preparation: Preparation, for operation: Operation) async throws -> Exchange {
    let known = accepted[producer.name]
    var last: Exchange?
    for effort in known.map({ [$0] + Self.efforts }) ?? Self.efforts {
      let salt = self.salt()
      var draft = try session.drafter.draft(producer, effort, preparation: preparation, seed: seed &+ UInt64(made))
      if producer.declares(409) { draft = try salt.applied(to: draft, in: session.model) }
      let exchange = try await session.send(Trial(.stateful, .valid, "prepare", draft: draft))
      if exchange.isAccepted {
        accepted[producer.name] = effort
        return exchange
      }
      last = exchange
      // Only what is in the request can be mended by another request.
      guard let status = exchange.status, [400, 409, 422].contains(status) else { break }
    }
    throw ChainBroken(operation: operation.name, producer: producer.name, problem: last.map(Self.problem) ?? "was not called")
  }

  private static func problem(of exchange: Exchange) -> String {
    guard let response = exchange.response else { return "gave no answer" }
    let body = AnswerText.masked(String(decoding: response.body.prefix(300), as: UTF8.self), unlike: nil)
    let words = body.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    return "answered \(response.status)" + (words.isEmpty ? "" : " (\(words))")
  }
}

/// A call that another needs first failed, so that the other couldn't be made.
struct ChainBroken: Error, Sendable, CustomStringConvertible {
  let operation: String
  let producer: String
  let problem: String

  var description: String {
    "\(operation) needs a value from \(producer), which \(problem). If the value comes from elsewhere, say so with a link in the document"
  }
}
