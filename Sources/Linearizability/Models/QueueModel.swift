/// A queue: first in, first out.
public struct QueueModel<Value: Hashable & Sendable>: SequentialModel {
  public enum Input: Sendable, Hashable {
    case enqueue(Value)
    case dequeue
  }

  public enum Output: Sendable, Hashable {
    case enqueued
    case value(Value)
    case empty
  }

  public static var name: String { "queue" }

  public let initial: [Value]

  public init(initial: [Value] = []) { self.initial = initial }

  public func step(_ state: [Value], _ input: Input, observed output: Output?) -> [Value]? {
    switch (input, output) {
    case (.enqueue(let value), .enqueued), (.enqueue(let value), nil): state + [value]
    case (.dequeue, .value(let value)): state.first == value ? Array(state.dropFirst()) : nil
    case (.dequeue, .empty): state.isEmpty ? state : nil
    case (.dequeue, nil): Array(state.dropFirst())
    default: nil
    }
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { input == .dequeue && output == .empty }

  public func fixedOutput(of input: Input) -> Output? { if case .enqueue = input { .enqueued } else { nil } }

  public func state(after input: Input, _ output: Output) -> [Value]? { output == .empty ? [] : nil }

  public func weight(of state: [Value]) -> Int { state.count * MemoryLayout<Value>.stride + 32 }

  /// What passes through a queue moves nothing else when it is taken away as a whole.
  public func removal(of input: Input, _ output: Output?) -> RemovalRule {
    switch (input, output) {
    case (.enqueue(let value), _), (.dequeue, .value(let value)): .keys([RemovalKey(value)])
    // One that never ended may have taken anything else, or nothing.
    default: .kept
    }
  }

  public func quickVerdict(of operations: [Operation<Input, Output>], from state: [Value], limits: CheckLimits) -> QuickVerdict? {
    QueueAspects(operations, initial: state)?.verdict()
  }
}
