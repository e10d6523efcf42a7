import JSONDocument
import OpenAPI

/// Looks up what a service has after a call that writes: in the answer, or else by the operation that reads the same thing.
struct ReadBack {
  private let operation: Operation
  private let reader: Operation?

  /// Picks the reading operation: GET at the same path, or after a POST one that takes its values from the answer.
  init(_ operation: Operation, in model: ContractModel) {
    self.operation = operation
    reader = model.document.operations.first { other in
      guard other.method == "GET" else { return false }
      if operation.method != "POST" { return other.path == operation.path }
      let sources = model.calls[other.name]?.sources ?? [:]
      return other.path.hasPrefix(operation.path + "/{") && sources.values.contains { $0.producer == operation.name }
    }
  }

  /// What stands at a place of the answer's JSON, or of what is read afterwards. Nil where nothing can be seen.
  func value(at place: JSONPointer, after exchange: Exchange, in lane: Lane) async throws -> JSONValue? {
    if exchange.isAccepted, let shown = exchange.responseJSON?[place] { return shown }
    // What was refused has made nothing; it may have changed something.
    guard let status = exchange.status, status < 500, exchange.isAccepted || operation.method != "POST" else { return nil }
    guard let reader, let draft = try draft(of: reader, after: exchange, in: lane) else { return nil }
    let answer = try await lane.session.send(Trial(.stateful, .valid, "read", draft: draft))
    return answer.isAccepted ? answer.responseJSON?[place] : nil
  }

  private func draft(of reader: Operation, after exchange: Exchange, in lane: Lane) throws -> RequestDraft? {
    let own = exchange.request.draft
    var preparation = own.preparation.emptied()
    let step = preparation.add(exchange)
    for (slot, source) in lane.model.calls[reader.name]?.sources ?? [:] where source.producer == operation.name {
      guard let value = source.expression.value(in: exchange) else { return nil }
      preparation.set(slot, to: value, from: Preparation.Origin(step: step, expression: source.expression))
    }
    var draft = try lane.session.drafter.draft(reader, .plain, preparation: preparation, seed: lane.seed)
    for parameter in reader.parameters where parameter.location == .path && preparation.values[Slot(parameter)] == nil {
      guard let value = own.values[Slot(parameter)] else { return nil }
      draft.values[Slot(parameter)] = value
    }
    return draft
  }
}
