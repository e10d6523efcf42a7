import GateModel
import JSONSchema
import OpenAPI

/// The trials of the checks, fairly mixed, and then random calls for what is left of the number of requests.
struct TrialPhases {
  let checks: [any ContractCheck]

  /// Of the number of requests this part is kept for random calls, as a divisor; they also get what the trials leave over.
  private static let randomShare = 5

  func run(in lane: inout Lane) async throws {
    guard let base = lane.richest ?? lane.base else { return }
    for trial in try AbsentObjects(base: base.request.draft, model: lane.model, seed: lane.seed).trials() {
      guard await !lane.isExhausted else { return }
      _ = try await lane.send(trial)
    }
    let room = max(0, lane.session.settings.requestsPerOperation - lane.sent)
    let mostRandom = lane.session.settings.mostRandomCalls
    let random = min(mostRandom, room / Self.randomShare)
    var endings: Set<CheckID> = []
    for trial in try trials(from: base.request.draft, in: lane, limit: room - random) {
      guard await !lane.isExhausted else { return }
      // What ended the service once is known to; each time costs a new instance.
      if let owner = trial.owner, endings.contains(owner) { continue }
      let exchange = try await lane.send(trial)
      if let owner = trial.owner, exchange.leftServiceDown { endings.insert(owner) }
    }
    try await generate(mostRandom, in: &lane)
  }

  /// Trials of each check in turn, as many as its share, so that no check uses up what is there for all.
  private func trials(from base: RequestDraft, in lane: Lane, limit: Int) throws -> [Trial] {
    var queues: [(share: Int, trials: ArraySlice<Trial>)] = []
    for check in checks.compactMap(\.role.trial) where check.concerns(lane.operation, in: lane.model) {
      let trials = Self.spread(try check.trials(from: base, in: lane.model, seed: lane.seed, limit: limit))
      queues.append((check.share, trials[...]))
    }
    var mixed: [Trial] = []
    while mixed.count < limit, queues.contains(where: { !$0.trials.isEmpty }) {
      for index in queues.indices {
        for _ in 0..<queues[index].share where mixed.count < limit {
          if let next = queues[index].trials.popFirst() { mixed.append(next) }
        }
      }
    }
    return mixed
  }

  /// One trial of each place in turn, so that a place that comes late is tried as soon as the first.
  private static func spread(_ trials: [Trial]) -> [Trial] {
    var order: [String] = []
    var places: [String: [Trial]] = [:]
    for trial in trials {
      let place = String(trial.label.prefix { $0 != ":" })
      if places[place] == nil { order.append(place) }
      places[place, default: []].append(trial)
    }
    let longest = places.values.map(\.count).max() ?? 0
    return (0..<longest).flatMap { turn in
      order.compactMap { place in places[place].flatMap { $0.indices.contains(turn) ? $0[turn] : nil } }
    }
  }

  private func generate(_ count: Int, in lane: inout Lane) async throws {
    // An operation that takes nothing has no second call.
    guard !lane.operation.parameters.isEmpty || lane.operation.requestBody != nil else { return }
    for number in 0..<count {
      guard await !lane.isExhausted else { return }
      let objects = try await lane.objects()
      do {
        let draft = try lane.session.drafter.draft(lane.operation, .random(number), preparation: objects, seed: lane.seed)
        _ = try await lane.send(Trial(.generated, .valid, "random call", draft: draft))
      } catch is GenerationError {
        return
      }
    }
  }
}
