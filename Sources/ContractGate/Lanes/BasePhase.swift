import JSONSchema
import OpenAPI

/// The valid calls that an operation begins with: the document's examples, then the plainest, everything, the lower and the upper
/// limits. The first that is accepted is what trials differ from.
struct BasePhase {
  let operation: Operation

  /// Random calls that are tried where none of the others is accepted.
  private static let mostRescues = 4

  func run(in lane: inout Lane) async throws {
    let drafter = lane.session.drafter
    var isFirst = true
    for effort in [RequestDrafter.Effort.plain, .full, RequestDrafter.Effort(number: 2), RequestDrafter.Effort(number: 3)] {
      do {
        let draft = try drafter.draft(operation, effort, preparation: try await lane.objects(), seed: lane.seed)
        try await send(Trial(.coverage, .valid, effort.label, draft: draft), in: &lane)
      } catch let error as GenerationError where !isFirst {
        // The plainest call shows that there are valid ones; a limit that can't be reached is no fault.
        _ = error
      }
      isFirst = false
    }
    for draft in try otherMediaTypes(preparation: try await lane.objects(), in: lane) {
      try await send(Trial(.coverage, .valid, "plainest call in another media type", draft: draft), in: &lane)
    }
    for draft in try examples(preparation: try await lane.objects(), in: lane) {
      try await send(Trial(.examples, .valid, "example", draft: draft), in: &lane)
    }
    for number in 0..<Self.mostRescues where lane.base == nil {
      let draft = try drafter.draft(operation, .random(number), preparation: try await lane.objects(), seed: lane.seed)
      try await send(Trial(.generated, .valid, "random", draft: draft), in: &lane)
    }
    try await learnWhetherConsuming(&lane)
  }

  private func send(_ trial: Trial, in lane: inout Lane) async throws {
    guard !lane.isExhausted else { return }
    let exchange = try await lane.send(trial)
    guard exchange.isAccepted else { return }
    if lane.base == nil { lane.base = exchange }
    if lane.richest == nil || exchange.request.draft.breadth > lane.richest?.request.draft.breadth ?? 0 { lane.richest = exchange }
  }

  /// The plainest call in each media type but the first.
  private func otherMediaTypes(preparation: Preparation, in lane: Lane) throws -> [RequestDraft] {
    let plain = try lane.session.drafter.draft(operation, .plain, preparation: preparation, seed: lane.seed)
    guard case .value(_, let first) = plain.body, let content = operation.requestBody?.content else { return [] }
    return content.filter { $0.pointer != first.pointer && !$0.name.contains("*") }.compactMap { media in
      guard let value = media.examples.first ?? (try? lane.model.sample(media.schema, number: 0, seed: lane.seed)) else { return nil }
      var draft = plain
      draft.body = .value(value, media)
      return draft
    }
  }

  /// Every example of the body after the first, which the plainest call has.
  private func examples(preparation: Preparation, in lane: Lane) throws -> [RequestDraft] {
    let plain = try lane.session.drafter.draft(operation, .plain, preparation: preparation, seed: lane.seed)
    guard case .value(_, let media) = plain.body else { return [] }
    return media.examples.dropFirst().map { example in
      var draft = plain
      draft.bodyValue = example
      return draft
    }
  }

  /// Whether the accepted call can be made again on the same objects. Where it can't, every accepted call needs new ones.
  private func learnWhetherConsuming(_ lane: inout Lane) async throws {
    guard let base = lane.base, operation.method == "POST", !base.request.draft.preparation.steps.isEmpty else { return }
    let draft = base.request.draft.rebound(to: try await lane.freshObjects())
    let trial = Trial(.coverage, .credentials, "twice", draft: draft)
    let first = try await lane.sendUnseen(trial)
    let second = try await lane.sendUnseen(trial)
    if first.isAccepted, !second.isAccepted { lane.setConsuming() }
  }
}

extension RequestDrafter.Effort {
  var label: String {
    switch number {
    case 0: "plainest call"
    case 1: "call with everything"
    case 2: "call at the lower limits"
    case 3: "call at the upper limits"
    default: "random call"
    }
  }
}
