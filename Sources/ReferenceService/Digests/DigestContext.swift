/// Tells callers the hash by which the service knows a content, so that they can check what they keep without copying the rule.
struct DigestContext: ServiceContext {
  /// Of the request's body; a text of the most characters fits with every one of them escaped.
  static let bodyLimit = 256 * 1_024

  let form: any JSONCanonicalizing

  var routes: [Route] {
    [
      Route(
        .post, "/v1/digests", operationID: "digestContent", access: .bearer(scope: nil), body: .json(limit: Self.bodyLimit), handler: digest
      )
    ]
  }

  private func digest(_ request: ServiceRequest) async throws -> ServiceResponse {
    let digest: ContentDigest
    switch try DigestMessages.Content(request.bodyValue()) {
    case .json(let value): digest = ContentDigest(json: value, form: form)
    case .text(let text): digest = ContentDigest(text: text)
    }
    return try .json(DigestMessages.Answer(digest))
  }
}
