import JSONDocument

/// Parameters that came, went, or are read otherwise.
extension ComparisonRun {
  mutating func compareParameters(_ pair: OperationPair) {
    var left = pair.revision.parameters
    var gone: [Parameter] = []
    for old in pair.base.parameters {
      let name = old.location == .path ? pair.names[old.name] ?? old.name : old.name
      if let index = left.firstIndex(where: { $0.location == old.location && $0.hasName(name) }) {
        compare(old, left.remove(at: index), pair)
      } else {
        gone.append(old)
      }
    }
    for old in gone {
      if let index = left.firstIndex(where: { $0.name.hasSameUTF8(as: old.name) }) {
        let new = left.remove(at: index)
        add(
          change(
            .parameterMoved, old, new, pair,
            "\(Self.what(old)) is expected in the \(new.location.rawValue) now", CurlLine(pair.base, base).with(old, sample(old)).text()))
      } else {
        add(
          change(
            .parameterRemoved, old, nil, pair, "\(Self.what(old)) is gone; clients that send it are ignored or refused", nil))
      }
    }
    for new in left {
      let request = new.isRequired ? CurlLine(pair.base, base).text() : nil
      let text = new.isRequired ? "\(Self.what(new)) is new and required, so no old request has it" : "\(Self.what(new)) is new"
      add(change(new.isRequired ? .requiredParameterAdded : .parameterAdded, nil, new, pair, text, request))
    }
  }

  static func what(_ parameter: Parameter) -> String { "\(parameter.location.rawValue) parameter \(parameter.name)" }

  private func change(
    _ kind: Change.Kind, _ old: Parameter?, _ new: Parameter?, _ pair: OperationPair, _ message: String, _ request: String?,
    witness: JSONValue? = nil
  ) -> Change {
    Change(
      kind, subject: pair.revision.name, base: old?.pointer ?? (new == nil ? nil : pair.base.pointer),
      revision: new?.pointer ?? pair.revision.pointer, message: message, witness: witness, request: request)
  }

  private mutating func compare(_ old: Parameter, _ new: Parameter, _ pair: OperationPair) {
    let line = CurlLine(pair.base, base)
    if new.isRequired, !old.isRequired {
      add(
        change(
          .parameterBecameRequired, old, new, pair, "\(Self.what(new)) was optional and is required", line.without(old).text()))
    }
    compareStyle(old, new, pair)
    let (before, after) = (defaultValue(old, base), defaultValue(new, revision))
    if let before, !new.isRequired, before != after {
      add(
        change(
          .parameterDefaultChanged, old, new, pair,
          "\(Self.what(new)): without it \(before.serialized()) was meant, and now \(after?.serialized() ?? "nothing in particular")",
          line.without(old).text()))
    }
    let isText = old.mediaType.map { !MediaTypeName($0).isJSON } ?? true
    compareRequestSchema(
      old.schema, new.schema,
      SchemaPlace(
        what: Self.what(new), pair: pair, base: old.pointer, revision: new.pointer, isText: isText, isPath: new.location == .path,
        request: { line.with(old, $0).text() }))
  }

  private mutating func compareStyle(_ old: Parameter, _ new: Parameter, _ pair: OperationPair) {
    if old.mediaType.map({ MediaTypeName($0) }) != new.mediaType.map({ MediaTypeName($0) }) {
      let text =
        "\(Self.what(new)) was written as \(old.mediaType ?? "style \(old.style)") and is as \(new.mediaType ?? "style \(new.style)")"
      return add(change(.parameterStyleChanged, old, new, pair, text, CurlLine(pair.base, base).with(old, sample(old)).text()))
    }
    guard old.style != new.style || old.explode != new.explode, old.mediaType == nil else { return }
    let kinds = kinds(of: old)
    let examples: [JSONValue] = ["a", ["a", "b"], ["a": "b", "c": "d"]].filter { example in
      example.string != nil ? kinds.contains { $0 != .array && $0 != .object && $0 != .null } : kinds.contains(example.kind)
    }
    for witness in examples {
      guard let before = Self.spelling(old, base, witness), let after = Self.spelling(new, revision, witness), before != after else {
        continue
      }
      let line = CurlLine(pair.base, base).with(old, witness).text()
      let text = "\(Self.what(new)): '\(before)' is written '\(after)' now"
      return add(change(.parameterStyleChanged, old, new, pair, text, line, witness: witness))
    }
  }

  private static func spelling(_ parameter: Parameter, _ document: OpenAPIDocument, _ value: JSONValue) -> String? {
    try? ParameterEncoding(parameter, in: document).encode(value).text
  }

  /// The kinds of values that a parameter may have; arrays of at most one item are written like scalars.
  private func kinds(of parameter: Parameter) -> Set<JSONValue.Kind> {
    var side = SchemaSide(base, isRequest: true, isSender: true)
    let term = side.term(at: parameter.schema)
    return Set(side.form(of: term).filter { $0.kind != .array || $0.most ?? .max > 1 }.map(\.kind))
  }

  private func sample(_ parameter: Parameter) -> JSONValue {
    if let example = parameter.examples.first { return example }
    return kinds(of: parameter).contains(.array) && !kinds(of: parameter).contains(.string) ? ["a", "b"] : "a"
  }

  private func defaultValue(_ parameter: Parameter, _ document: OpenAPIDocument) -> JSONValue? {
    guard let pointer = parameter.schema else { return nil }
    return SchemaLocator(root: document.source.root).value(of: "default", in: pointer)
  }
}
