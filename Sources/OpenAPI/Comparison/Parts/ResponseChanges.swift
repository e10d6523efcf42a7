import JSONDocument

/// Answers: what clients wait for and doesn't come, and what comes and can't be read.
extension ComparisonRun {
  mutating func compareResponses(_ pair: OperationPair) {
    compareStatuses(pair)
    var seen: Set<[JSONPointer]> = []
    for status in Self.statuses(pair) {
      guard let old = Self.answer(pair.base, status), let new = Self.answer(pair.revision, status) else { continue }
      guard seen.insert([old.pointer, new.pointer]).inserted else { continue }
      compareHeaders(old, new, pair, status)
      compareContent(old, new, pair, status)
    }
  }

  /// Every status that one of them names, in order; classes and `default` come last.
  private static func statuses(_ pair: OperationPair) -> [Response.Status] {
    var result: [Response.Status] = []
    for response in pair.base.responses + pair.revision.responses where !result.contains(response.status) { result.append(response.status) }
    return result.filter { if case .exact = $0 { true } else { false } } + result.filter { if case .exact = $0 { false } else { true } }
  }

  private static func answer(_ operation: Operation, _ status: Response.Status) -> Response? {
    switch status {
    case .exact(let code): operation.response(for: code)
    case .range, .other:
      operation.responses.first { $0.status == status } ?? operation.responses.first { $0.status == .other }
    }
  }

  static func text(_ status: Response.Status) -> String {
    switch status {
    case .exact(let code): String(code)
    case .range(let digit): "\(digit)XX"
    case .other: "default"
    }
  }

  private mutating func compareStatuses(_ pair: OperationPair) {
    for old in pair.base.responses where Self.answer(pair.revision, old.status) == nil {
      // A class that is spelled out as single statuses is still there.
      if case .range(let digit) = old.status, pair.revision.responses.contains(where: { Self.isExact($0.status, in: digit) }) { continue }
      let isSuccess = old.status.isSuccess && old.status != .other
      let others = pair.revision.responses.map { Self.text($0.status) }.joined(separator: ", ")
      add(
        Change(
          isSuccess ? .successStatusRemoved : .statusRemoved, subject: pair.revision.name, base: old.pointer,
          revision: pair.revision.pointer.appending("responses"),
          message: "the status \(Self.text(old.status)) is gone; answered are \(others)"))
    }
    for new in pair.revision.responses where Self.answer(pair.base, new.status) == nil {
      if case .range(let digit) = new.status, pair.base.responses.contains(where: { Self.isExact($0.status, in: digit) }) { continue }
      let isError: Bool =
        switch new.status {
        case .exact(let code): code >= 400
        case .range(let digit): digit >= 4
        case .other: true
        }
      add(
        Change(
          isError ? .statusAdded : .successStatusAdded, subject: pair.revision.name, base: pair.base.pointer.appending("responses"),
          revision: new.pointer,
          message: isError
            ? "the status \(Self.text(new.status)) is new; clients treat it by its class"
            : "the status \(Self.text(new.status)) is new, and clients may take only the known ones for success"))
    }
  }

  private static func isExact(_ status: Response.Status, in digit: Int) -> Bool {
    if case .exact(let code) = status { code / 100 == digit } else { false }
  }

  private mutating func compareHeaders(_ old: Response, _ new: Response, _ pair: OperationPair, _ status: Response.Status) {
    for header in old.headers {
      let what = "header \(header.name) of \(Self.text(status))"
      guard let match = new.headers.first(where: { $0.name.lowercased() == header.name.lowercased() }) else {
        add(
          Change(
            .responseHeaderRemoved, severity: header.isRequired ? .error : .warning, subject: pair.revision.name, base: header.pointer,
            revision: new.pointer, message: "\(what) is not described any more"))
        continue
      }
      if header.isRequired, !match.isRequired {
        add(
          Change(
            .responseHeaderBecameOptional, subject: pair.revision.name, base: header.pointer, revision: match.pointer,
            message: "\(what) was always sent and is optional"))
      }
      compareResponseSchema(
        header.schema, match.schema, SchemaPlace(what: what, pair: pair, base: header.pointer, revision: match.pointer, isText: true))
    }
  }

  private mutating func compareContent(_ old: Response, _ new: Response, _ pair: OperationPair, _ status: Response.Status) {
    let what = "body of \(Self.text(status))"
    if new.content.isEmpty, !old.content.isEmpty {
      return add(
        Change(
          .responseBodyRemoved, subject: pair.revision.name, base: old.pointer, revision: new.pointer, message: "the \(what) is gone"))
    }
    for media in old.content {
      let matches = new.content.filter { Self.covers(media, $0) || Self.covers($0, media) }
      if matches.isEmpty {
        add(
          Change(
            .responseMediaTypeRemoved, subject: pair.revision.name, base: media.pointer, revision: new.pointer,
            message: "the \(what) is not offered as \(media.name) any more, only as \(new.content.map(\.name).joined(separator: ", "))"))
      }
      for match in matches {
        compareResponseSchema(
          media.schema, match.schema,
          SchemaPlace(
            what: old.content.count > 1 ? "\(what) (\(media.name))" : what, pair: pair, base: media.pointer, revision: match.pointer,
            isText: !media.isJSON && !match.isJSON))
      }
    }
    for media in new.content
    where !old.content.isEmpty && !old.content.contains(where: { Self.covers($0, media) || Self.covers(media, $0) }) {
      add(
        Change(
          .responseMediaTypeAdded, subject: pair.revision.name, base: old.pointer, revision: media.pointer,
          message: "the \(what) is also offered as \(media.name)"))
    }
  }

  private static func covers(_ range: MediaType, _ media: MediaType) -> Bool {
    range.essence.covers(media.essence)
  }
}
