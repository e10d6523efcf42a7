import HTTPWire
import JSONDocument
import OpenAPI

/// A request as it goes out, with what is known about its parts.
struct ComposedRequest: Sendable {
  /// A header that the document declares for the operation, or a credential in another place.
  struct DeclaredHeader: Sendable {
    /// `Cookie` for a credential in a cookie, the parameter's name for one in the query.
    let name: String
    /// Whether a security scheme declares it; otherwise a required header parameter does.
    let isCredential: Bool
    let pointer: JSONPointer
  }

  let draft: RequestDraft
  let wire: WireRequest
  /// The declared credentials and required headers that were sent.
  let declared: [DeclaredHeader]
  /// Names, in lower case, of headers whose values are secret.
  let secrets: Set<String>
  /// Names of query parameters whose values are secret, as they stand in the target.
  let secretQuery: Set<String>

  var operation: Operation { draft.operation }
  var values: [Slot: JSONValue] { draft.values }
  var body: JSONValue? { draft.bodyValue }

  /// The same request with other headers.
  func with(_ wire: WireRequest) -> ComposedRequest {
    ComposedRequest(draft: draft, wire: wire, declared: declared, secrets: secrets, secretQuery: secretQuery)
  }
}
