import HTTPTypes

/// Serves the JSON Web Key Set (RFC 7517) with validators.
struct KeySetDocument: Sendable {
  private struct Document: Encodable { let keys: [Key] }

  private struct Key: Encodable {
    let kty = "OKP"
    let crv = "Ed25519"
    let use = "sig"
    let alg = "EdDSA"
    let kid: String
    let x: String
  }

  let keys: any KeyRing
  let selection: any PublishedKeySelecting
  let tags: any EntityTagging
  let notModified: any NotModifiedAnswering
  let maxAge: Duration
  let metrics: MetricsRegistry

  /// The document, or 304 when `ifNoneMatch` names what it is now.
  func response(ifNoneMatch: String?) async throws -> ServiceResponse {
    metrics.increment(IdentityMetrics.jwksRequests)
    let set = try await keys.keys()
    let published = selection.published(from: set)
    let tag = tags.entityTag(of: published)
    let validators: HTTPFields = [
      .cacheControl: "public, max-age=\(maxAge.components.seconds)", .eTag: tag, .lastModified: set.changedAt.httpDate,
    ]
    let full = try ServiceResponse.json(Document(keys: published.map { Key(kid: $0.id, x: $0.x) }), headers: validators)
    guard let ifNoneMatch, EntityTagList(ifNoneMatch).contains(strong: tag) else { return full }
    metrics.increment(IdentityMetrics.jwksNotModified)
    return notModified.answer(validators: validators, body: full.body)
  }
}
