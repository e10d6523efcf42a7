import Linearizability
import Testing

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
