import HTTPWire
import JSONDocument
import OpenAPI

/// A request with what is known about its parts.
struct ComposedRequest: Sendable {
  /// A header that the document declares for the operation.
  struct DeclaredHeader: Sendable {
    let name: String
    /// Whether a security scheme declares it; otherwise a required header parameter does.
    let isCredential: Bool
    let pointer: JSONPointer
  }

  let operation: Operation
  let wire: WireRequest
  let values: [Slot: JSONValue]
  let body: JSONValue?
  /// The declared credentials and required headers that were sent.
  let declared: [DeclaredHeader]
  /// Names, in lower case, of headers whose values are secret.
  let secrets: Set<String>
}
