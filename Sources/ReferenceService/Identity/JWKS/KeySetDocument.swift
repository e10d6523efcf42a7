import HTTPTypes

/// Serves the JSON Web Key Set (RFC 7517) with validators.
struct KeySetDocument: Sendable {
  let keys: any KeyRing
  let selection: any PublishedKeySelecting
  let rendering: any KeyRendering
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
    var members: [[String: String]] = []
    for key in published { members.append(try await rendering.members(of: key)) }
    let full = try ServiceResponse.json(["keys": members], headers: validators)
    guard let ifNoneMatch, EntityTagList(ifNoneMatch).contains(strong: tag) else { return full }
    metrics.increment(IdentityMetrics.jwksNotModified)
    return notModified.answer(validators: validators, body: full.body)
  }
}
