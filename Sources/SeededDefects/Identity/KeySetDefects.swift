import HTTPTypes
import ReferenceService

/// Faults of the published key set.
enum KeySetDefects {
  static let all = [
    SeededDefect(
      "jwks.weak-etag", requirements: ["S4-AUTH-004a"], "The entity tag of the key set is weak and the same for every key set.",
      change: .parts { $0.identity.entityTags = WeakConstantTag() }),
    SeededDefect(
      "jwks.retired-key-published", requirements: ["S4-AUTH-004a"], "A retired key stays in the published key set.",
      change: .parts { $0.identity.publishedKeys = EveryKeyPublished() }),
    SeededDefect(
      "jwks.304-with-body", requirements: ["S4-AUTH-004a"], "A 304 answer carries the document as its body.",
      change: .parts { $0.identity.notModified = NotModifiedWithBody() }),
  ]
}

private struct WeakConstantTag: EntityTagging {
  func entityTag(of keys: [SigningKey]) -> String { "W/\"keys\"" }
}

private struct EveryKeyPublished: PublishedKeySelecting {
  func published(from keys: KeySet) -> [SigningKey] { [keys.active, keys.next] + keys.retired.map(\.key) }
}

private struct NotModifiedWithBody: NotModifiedAnswering {
  func answer(validators: HTTPFields, body: [UInt8]) -> ServiceResponse {
    var headers = validators
    headers[.contentType] = "application/json"
    headers[.contentLength] = String(body.count)
    return ServiceResponse(status: .notModified, headers: headers, body: body)
  }
}
