import JSONDocument
import OpenAPI

/// One call together with the calls that it needs first. Each chain makes its own objects, so that no case leans on another.
struct Chain {
  private let session: ContractSession
  private var done: [String: Exchange] = [:]

  private static let longest = 8

  init(_ session: ContractSession) { self.session = session }

  /// - Throws: ``ChainBroken`` when a call that is needed first wasn't answered as it must be.
  mutating func perform(_ operation: Operation, _ variation: CallVariation) async throws -> Exchange {
    try await perform(operation, variation, under: [])
  }

  private mutating func perform(_ operation: Operation, _ variation: CallVariation, under callers: [String]) async throws -> Exchange {
    var values: [Slot: JSONValue] = [:]
    let sources = session.model.calls[operation.name]?.sources ?? [:]
    for (slot, source) in sources.sorted(by: { String(describing: $0.key) < String(describing: $1.key) }) {
      guard !callers.contains(source.producer), callers.count < Self.longest else { continue }
      values[slot] = try await value(of: source, for: operation, seed: variation.seed, under: callers + [operation.name])
    }
    let request = try session.compose(operation, values: values, variation: variation)
    return try await session.send(request)
  }

  private mutating func value(
    of source: CallPlan.Source, for operation: Operation, seed: UInt64, under callers: [String]
  ) async throws -> JSONValue {
    let exchange: Exchange
    if let known = done[source.producer] {
      exchange = known
    } else {
      guard let producer = session.model.calls[source.producer]?.operation else {
        throw ChainBroken(operation: operation.name, producer: source.producer, problem: "is not in the document")
      }
      exchange = try await perform(producer, CallVariation(number: 0, seed: seed), under: callers)
      done[source.producer] = exchange
    }
    guard let status = exchange.response?.status, (200..<300).contains(status) else {
      let answer = exchange.response.map { "answered \($0.status)" } ?? "gave no answer"
      throw ChainBroken(operation: operation.name, producer: source.producer, problem: answer)
    }
    guard let value = source.expression.value(in: exchange) else {
      throw ChainBroken(operation: operation.name, producer: source.producer, problem: "answered without \(source.expression.text)")
    }
    return value
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
