import JSONDocument

/// Bodies of requests.
extension ComparisonRun {
  mutating func compareRequestBody(_ pair: OperationPair) {
    let line = CurlLine(pair.base, base)
    guard let old = pair.base.requestBody else {
      guard let new = pair.revision.requestBody else { return }
      let text = new.isRequired ? "a body is demanded, and there was none" : "a body may be sent now"
      return add(
        Change(
          new.isRequired ? .requiredRequestBodyAdded : .requestBodyAdded, subject: pair.revision.name, base: pair.base.pointer,
          revision: new.pointer, message: text, request: new.isRequired ? line.text() : nil))
    }
    let new = pair.revision.requestBody
    if let new, new.isRequired, !old.isRequired {
      add(
        Change(
          .requestBodyBecameRequired, subject: pair.revision.name, base: old.pointer, revision: new.pointer,
          message: "the body was optional and is required", request: line.text()))
    }
    for media in old.content {
      guard let match = Self.match(media, in: new?.content ?? []) else {
        let kept = (new?.content ?? []).map(\.name).joined(separator: ", ")
        add(
          Change(
            .requestMediaTypeRemoved, subject: pair.revision.name, base: media.pointer, revision: new?.pointer ?? pair.revision.pointer,
            message: "a body of \(media.name) was accepted, and now \(kept.isEmpty ? "none" : "only \(kept)") is",
            request: line.with(body: sample(media), media: media.name).text()))
        continue
      }
      compareRequestSchema(
        media.schema, match.schema,
        SchemaPlace(
          what: old.content.count > 1 ? "body (\(media.name))" : "body", pair: pair, base: media.pointer, revision: match.pointer,
          isText: !media.isJSON, request: { line.with(body: $0, media: media.name).text() }))
    }
  }

  /// The entry that covers a media type, the most precise first.
  static func match(_ media: MediaType, in content: [MediaType]) -> MediaType? {
    let name = media.essence
    return content.first { $0.essence == name } ?? content.first { $0.essence.covers(name) }
  }

  private func sample(_ media: MediaType) -> JSONValue? { media.examples.first }
}
