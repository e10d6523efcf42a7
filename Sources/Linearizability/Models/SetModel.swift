/// A set of elements that is added to, removed from, asked for one element, or read as a whole.
public struct SetModel<Element: Hashable & Sendable>: SequentialModel {
  public enum Input: Sendable, Hashable {
    case add(Element)
    case remove(Element)
    case contains(Element)
    case read
  }

  public enum Output: Sendable, Hashable {
    /// An addition or removal that does not say whether it changed anything.
    case done
    /// Whether an addition or removal changed something, or an element is there.
    case answer(Bool)
    case elements(Set<Element>)
  }

  public static var name: String { "set" }

  public let initial: Set<Element>
  private var onlyGrows = false

  public init(initial: Set<Element> = []) { self.initial = initial }

  public func step(_ state: Set<Element>, _ input: Input, observed output: Output?) -> Set<Element>? {
    switch (input, output) {
    case (.add(let element), .done), (.add(let element), nil): return state.union([element])
    case (.add(let element), .answer(let isNew)): return state.contains(element) == isNew ? nil : state.union([element])
    case (.remove(let element), .done), (.remove(let element), nil): return state.subtracting([element])
    case (.remove(let element), .answer(let wasThere)): return state.contains(element) == wasThere ? state.subtracting([element]) : nil
    case (.contains(let element), .answer(let isThere)): return state.contains(element) == isThere ? state : nil
    case (.read, .elements(let elements)): return elements == state ? state : nil
    case (.contains, nil), (.read, nil): return state
    default: return nil
    }
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool {
    switch input {
    case .contains, .read: true
    case .add, .remove: output == .answer(false)
    }
  }

  public func narrowed(to operations: [Operation<Input, Output>]) -> SetModel {
    var model = self
    model.onlyGrows = operations.allSatisfy { if case .remove = $0.input { false } else { true } }
    return model
  }

  public func isHopeless(_ state: Set<Element>, _ input: Input, _ output: Output) -> Bool {
    guard onlyGrows else { return false }
    switch (input, output) {
    case (.read, .elements(let elements)): return !state.isSubset(of: elements)
    case (.contains(let element), .answer(false)), (.add(let element), .answer(true)): return state.contains(element)
    default: return false
    }
  }

  public func state(after input: Input, _ output: Output) -> Set<Element>? {
    if case .elements(let elements) = output { elements } else { nil }
  }

  public func effort(of input: Input, _ output: Output?) -> Int {
    if case .elements(let elements) = output { elements.count + 1 } else { 1 }
  }

  public func weight(of state: Set<Element>) -> Int { state.count * MemoryLayout<Element>.stride * 2 + 64 }

  /// A read of the whole saw each of its elements, and an element that no read has is nobody's but its own.
  public func removal(of input: Input, _ output: Output?) -> RemovalRule {
    switch (input, output) {
    case (.add(let element), _), (.remove(let element), _), (.contains(let element), _): .keys([RemovalKey(element)])
    case (.read, .elements(let elements)): .keys(elements.map { RemovalKey($0) })
    case (.read, _): .kept
    }
  }

  public func quickVerdict(of operations: [Operation<Input, Output>], from state: Set<Element>, limits: CheckLimits) -> QuickVerdict? {
    GrowingSet(operations, initial: state)?.verdict()
  }

  public func focused(
    _ operations: [Operation<Input, Output>], from state: Set<Element>
  ) -> FocusedHistory<Set<Element>, Input, Output>? {
    guard let elements = GrowingSet(operations, initial: state)?.culprits(operations, initial: state) else { return nil }
    let focused = restricted(operations, from: state, to: elements)
    return focused.operations == operations ? nil : focused
  }

  /// What happened to these elements. Elements are independent of each other: in any order of the whole, this part has one.
  func restricted(
    _ operations: [Operation<Input, Output>], from state: Set<Element>, to elements: Set<Element>
  ) -> FocusedHistory<Set<Element>, Input, Output> {
    var focused = FocusedHistory<Set<Element>, Input, Output>(operations: [], positions: [], state: state.intersection(elements))
    for (position, operation) in operations.enumerated() {
      switch operation.input {
      case .add(let element), .remove(let element), .contains(let element): guard elements.contains(element) else { continue }
      case .read: break
      }
      var output = operation.output
      if case .elements(let seen) = output { output = .elements(elements.intersection(seen)) }
      focused.positions.append(position)
      focused.operations.append(
        Operation(
          process: operation.process, input: operation.input, output: output, invoked: operation.invoked, returned: operation.returned))
    }
    return focused
  }

  public func describe(_ state: Set<Element>) -> String { "{" + state.map { "\($0)" }.sorted().joined(separator: ", ") + "}" }
}
