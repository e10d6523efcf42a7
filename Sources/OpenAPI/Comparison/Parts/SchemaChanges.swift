import JSONDocument
import JSONSchema

/// Turns the verdict on a pair of schemas into changes.
extension ComparisonRun {
  /// Where a schema stands, for messages: `body`, `query parameter limit`.
  struct SchemaPlace {
    let what: String
    let pair: OperationPair
    /// The parts that hold the schemas, for what has none.
    let base: JSONPointer
    let revision: JSONPointer
    var isText = false
    var isPath = false
    /// Makes a request of a witness.
    var request: ((JSONValue) -> String)?
  }

  mutating func compareRequestSchema(_ old: JSONPointer?, _ new: JSONPointer?, _ place: SchemaPlace) {
    compare(old, new, place, isRequest: true)
  }

  mutating func compareResponseSchema(_ old: JSONPointer?, _ new: JSONPointer?, _ place: SchemaPlace) {
    compare(old, new, place, isRequest: false)
  }

  private mutating func compare(_ old: JSONPointer?, _ new: JSONPointer?, _ place: SchemaPlace, isRequest: Bool) {
    switch verdict(base: old, revision: new, isRequest: isRequest, isText: place.isText, isPath: place.isPath) {
    case .included: break
    case .undecided:
      add(
        Change(
          .undecided, subject: place.pair.revision.name, base: old ?? place.base, revision: new ?? place.revision,
          message: "\(place.what): whether the schemas mean the same could neither be proved nor refuted"))
    case .refuted(let witnesses):
      for witness in witnesses { add(change(witness, old, new, place, isRequest: isRequest)) }
    }
    for loss in losses(base: old, revision: new, isRequest: isRequest) { add(change(loss, old, new, place, isRequest: isRequest)) }
  }

  private func change(
    _ loss: DescriptionWalk.Loss, _ old: JSONPointer?, _ new: JSONPointer?, _ part: SchemaPlace, isRequest: Bool
  ) -> Change {
    let kind: Change.Kind
    let text: String
    switch loss.what {
    case .property:
      kind = isRequest ? .requestPropertyRemoved : .responsePropertyRemoved
      text = isRequest ? "is not described any more; clients that send it are ignored" : "is not described any more and may be missing"
    case .width(let before, let after):
      kind = isRequest ? .requestNumberNarrowed : .responseNumberWidened
      text = "the number was \(before.isEmpty ? "of any width" : before) and is \(after.isEmpty ? "of any width" : after)"
    }
    // A removed property has no place of its own in the revision: its parent is shown.
    let parent = loss.what == .property ? Array(loss.path.dropLast()) : loss.path
    func place(_ document: OpenAPIDocument, _ schema: JSONPointer?, _ path: [String], _ keyword: String) -> JSONPointer? {
      schema.map { SchemaLocator(root: document.source.root).place(of: path, in: $0, keyword: keyword) }
    }
    let isProperty = loss.what == .property
    return Change(
      kind, subject: part.pair.revision.name, base: place(base, old, loss.path, isProperty ? "type" : "format") ?? part.base,
      revision: place(revision, new, parent, isProperty ? "properties" : "format") ?? part.revision,
      message: "\(part.what)\(loss.path.isEmpty ? "" : " \(JSONPointer(tokens: loss.path))"): \(text)")
  }

  private func change(
    _ witness: SchemaJudge.Witness, _ old: JSONPointer?, _ new: JSONPointer?, _ place: SchemaPlace, isRequest: Bool
  ) -> Change {
    let objection = witness.objection
    let reader = objection.schema.pointer
    let keyword = objection.keyword
    let sender = isRequest ? (document: base, schema: old) : (document: revision, schema: new)
    let found = sender.schema.map {
      SchemaLocator(root: sender.document.source.root).place(of: objection.instance.tokens, in: $0, keyword: keyword)
    }
    let part = objection.instance.tokens.isEmpty ? "" : " \(objection.instance)"
    let reason =
      isRequest
      ? "\(objection.message), where the base accepts it" : "\(objection.message) by the base, and the revision may answer that"
    return Change(
      isRequest ? Self.requestKind(keyword) : responseKind(keyword, objection, new), subject: place.pair.revision.name,
      base: isRequest ? found ?? place.base : reader, revision: isRequest ? reader : found ?? place.revision,
      message: "\(place.what)\(part): \(reason)", witness: witness.value, request: place.request?(witness.value))
  }

  private static func requestKind(_ keyword: String) -> Change.Kind {
    switch keyword {
    case "enum", "const": .requestEnumValueRemoved
    case "type": .requestTypeChanged
    case "required": .requestPropertyBecameRequired
    default: .requestSchemaNarrowed
    }
  }

  private func responseKind(_ keyword: String, _ objection: ValidationError, _ new: JSONPointer?) -> Change.Kind {
    switch keyword {
    case "enum", "const": return .responseEnumValueAdded
    case "type": return .responseTypeChanged
    case "required": return .responsePropertyBecameOptional
    case "additionalProperties", "unevaluatedProperties":
      // A property that the revision describes is sent on purpose; one that it only lets through may never come.
      let isDescribed = new.map { SchemaLocator(root: revision.source.root).describes(objection.instance.tokens, in: $0) } ?? false
      return isDescribed ? .responseSchemaWidened : .responseObjectOpened
    default: return .responseSchemaWidened
    }
  }
}
