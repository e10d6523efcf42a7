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
    try await send(AbsentObjects(base: base.request.draft, model: lane.model, seed: lane.seed).trials(), in: &lane)
    let room = max(0, lane.session.settings.requestsPerOperation - lane.sent)
    let mostRandom = lane.session.settings.mostRandomCalls
    let random = min(mostRandom, room / Self.randomShare)
    try await send(trials(from: base.request.draft, in: lane, limit: room - random), in: &lane)
    try await generate(mostRandom, in: &lane)
  }

  private func send(_ trials: [Trial], in lane: inout Lane) async throws {
    var rest = trials[...]
    while let first = rest.first {
      guard !lane.isExhausted else { return }
      let together = first.isSafe ? rest.prefix(lane.width).prefix { $0.isSafe } : rest.prefix(1)
      rest = rest.dropFirst(together.count)
      for exchange in try await lane.send(together: together) where exchange.leftServiceDown {
        // What ended the service once is known to; each time costs a new instance.
        if let owner = exchange.trial.owner { rest.removeAll { $0.owner == owner } }
      }
    }
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
    var number = 0
    while number < count {
      guard !lane.isExhausted else { return }
      let objects = try await lane.objects()
      var trials: [Trial] = []
      do {
        for _ in 0..<min(lane.width, count - number) {
          let draft = try lane.session.drafter.draft(lane.operation, .random(number), preparation: objects, seed: lane.seed)
          trials.append(Trial(.generated, .valid, "random call", draft: draft))
          number += 1
        }
      } catch is GenerationError {
        number = count
      }
      _ = try await lane.send(together: trials)
    }
  }
}
