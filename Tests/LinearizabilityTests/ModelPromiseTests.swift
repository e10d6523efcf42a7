import Testing

@testable import Linearizability

/// What models tell the checker beside their meaning, tried out in every state that the samples lead to.
@Suite("Promises of the models")
struct ModelPromiseTests {
  private func check<Model: SequentialModel>(_ source: RandomHistory<Model>, location: SourceLocation = #_sourceLocation) {
    let operations = source.inputs.map { Operation(process: 0, input: $0, output: Model.Output?.none, invoked: 0, returned: nil) }
    let model = source.model.narrowed(to: operations)
    let answers: [Model.Output?] = source.outputs + [nil]
    func following(_ state: Model.State) -> [Model.State] {
      source.inputs.flatMap { input in answers.compactMap { model.step(state, input, observed: $0) } }
    }
    func reachable(_ start: Model.State, _ most: Int) -> [Model.State] {
      var states = [start]
      var known: Set<Model.State> = [start]
      var next = 0
      while next < states.count, states.count < most {
        for state in following(states[next]) where known.insert(state).inserted { states.append(state) }
        next += 1
      }
      return states
    }
    var hopeless = 0
    for state in reachable(model.initial, 60) {
      lazy var later = reachable(state, 40)
      for input in source.inputs {
        for output in source.outputs {
          let after = model.step(state, input, observed: output)
          let isObservation = !model.isObservation(input, output) || after == nil || after == state
          let promised = model.state(after: input, output)
          let isPinned = after == nil || promised == nil || after == promised
          var isHopeless = true
          if model.isHopeless(state, input, output) {
            hopeless += 1
            isHopeless = later.allSatisfy { model.step($0, input, observed: output) == nil }
          }
          guard isObservation, isPinned, isHopeless else {
            Issue.record(
              "\(Model.name): \(input) → \(output) in \(state): \(isObservation), \(isPinned), \(isHopeless)", sourceLocation: location)
            return
          }
        }
      }
    }
  }

  /// The state after `count` operations of unknown outcome, one right after another.
  private func after<Model: SequentialModel>(_ count: Int, _ input: Model.Input, _ model: Model, from state: Model.State) -> Model.State? {
    var state: Model.State? = state
    for _ in 0..<count { state = state.flatMap { model.step($0, input, observed: model.fixedOutput(of: input)) } }
    return state
  }

  private func checkParts<Model: SequentialModel>(
    _ model: Model, _ inputs: [Model.Input], _ states: [Model.State], location: SourceLocation = #_sourceLocation
  ) {
    var counts = 0
    for large in inputs {
      for small in inputs {
        guard let count = model.count(of: small, model.fixedOutput(of: small), doing: large), count < 100 else { continue }
        counts += 1
        for state in states {
          guard let next = model.step(state, large, observed: nil), next != state else { continue }
          guard after(count, small, model, from: state) == next else {
            Issue.record("\(count) of \(small) for \(large) in \(state)", sourceLocation: location)
            return
          }
        }
      }
    }
    #expect(counts > inputs.count, "\(counts) pairs", sourceLocation: location)
  }

  @Test("so many small operations do what a large one does")
  func parts() {
    checkParts(
      CounterModel(), (-4...4).flatMap { [.add($0), .addAndGet($0)] } + [.read, .add(.max), .add(.max / 7), .add(.min), .add(.min / 2)],
      [-3, 0, 2, .max - 2, .min + 2, .max, .min])
    checkParts(StockModel(level: 0, capacity: 7), (-2...6).flatMap { [.reserve($0), .restock($0)] } + [.read], Array(0...7))
  }

  @Test(
    "a part goes into a whole so often, or not at all",
    arguments: [
      (6, 2, 3), (-6, -3, 2), (5, 5, 1), (.max, 1, .max), (.min, .min / 2, 2), (6, 4, nil), (2, 4, nil), (6, -2, nil), (-6, 2, nil),
      (6, 0, nil), (0, 3, nil), (0, 0, nil), (.min, -1, nil), (.min, 1, nil),
    ] as [(Int, Int, Int?)])
  func ratios(whole: Int, part: Int, count: Int?) { #expect(ExactRatio.of(whole, part) == count) }

  @Test("observations change nothing, known states are the only ones, and what is hopeless stays so")
  func promises() {
    check(Samples.compareAndSet)
    check(Samples.counter)
    check(Samples.upCounter)
    check(Samples.downCounter)
    check(Samples.set)
    check(Samples.growingSet)
    check(Samples.queue)
    check(Samples.mutex)
    check(Samples.lease)
    check(Samples.singleUse)
    check(Samples.idempotencyKey)
    check(Samples.stock)
    check(Samples.fallingStock)
    check(Samples.keyValue)
    check(Samples.bank)
  }
}
