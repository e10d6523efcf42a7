import JSONDocument
import OpenAPI

/// Trials that differ from an accepted call in one thing: an object that the path names isn't there.
struct AbsentObjects {
  let base: RequestDraft
  let model: ContractModel
  let seed: UInt64

  func trials() throws -> [Trial] {
    let operation = base.operation
    var trials: [Trial] = []
    for name in ResourceModel.parameters(of: operation.path) {
      // What the document or the configuration gives may be there under any name.
      guard base.preparation.origins[.path(name)] != nil, let live = base.values[.path(name)],
        let parameter = operation.parameters.first(where: { $0.location == .path && $0.name == name }),
        let unknown = UnknownID.like(live, schema: try parameter.schema.map { try model.schema(at: $0) }, seed: seed)
      else { continue }
      var draft = base
      draft.values[.path(name)] = unknown
      trials.append(Trial(.coverage, .absent, "unknown {\(name)}", place: parameter.pointer, draft: draft))
    }
    if operation.method == "DELETE", let item = ResourceModel.item(operation.path), base.preparation.origins[.path(item)] != nil {
      var again = Trial(.stateful, .absent, "deleted a second time", draft: base)
      again.isSecond = true
      trials.append(again)
    }
    return trials
  }
}
