import HTTPWire
import JSONDocument
import JSONSchema
import OpenAPI

/// A request before it is written: values instead of bytes, so that it can be changed, made smaller and told apart.
struct RequestDraft: Sendable {
  enum Body: Sendable {
    case none
    case value(JSONValue, MediaType)
    /// Bytes as they are. Without a type no Content-Type is sent.
    case bytes([UInt8], type: String?)
  }

  /// Whose credentials go along.
  enum Credentials: Sendable, Hashable {
    case own
    /// All the headers of the calling identity, whatever the operation demands.
    case bare
    case none
    /// Credentials that nobody was given.
    case wrong
    /// Those of another identity of the target.
    case identity(String)
  }

  let operation: Operation
  /// Parameters; nothing for those that are left out. What stands here for a body is in the body already.
  var values: [Slot: JSONValue] = [:]
  var body: Body = .none
  var credentials: Credentials = .own
  /// Headers that are not sent, in lower case.
  var omitted: Set<String> = []
  var extraHeaders: [WireHeader] = []
  /// Another method than the operation's.
  var method: String?
  /// Appended to the query, as it is.
  var extraQuery: String?
  /// Values of earlier answers, with the calls that gave them.
  var preparation = Preparation()

  init(_ operation: Operation) { self.operation = operation }

  /// The body as a value, where it is one.
  var bodyValue: JSONValue? {
    get { if case .value(let value, _) = body { value } else { nil } }
    set {
      guard case .value(_, let media) = body, let newValue else { return }
      body = .value(newValue, media)
    }
  }

  /// The body with null in the place of what earlier answers gave, which differs from run to run.
  var symbolicBody: JSONValue? {
    guard var value = bodyValue else { return nil }
    for slot in preparation.origins.keys {
      guard case .body(let pointer) = slot else { continue }
      if pointer.tokens.isEmpty { return .null }
      value = value.replacing(at: pointer, with: .null) ?? value
    }
    return value
  }

  /// How many parameters and members it has.
  var breadth: Int { values.count + (bodyValue?.object?.count ?? 0) }

  /// Bytes of what the request says by itself, without what earlier answers gave.
  var ownSize: Int {
    var size = extraQuery?.utf8.count ?? 0
    for (slot, value) in values where preparation.origins[slot] == nil { size += value.serializedBytes().count }
    for header in extraHeaders { size += header.name.utf8.count + header.value.utf8.count }
    if case .bytes(let bytes, _) = body { size += bytes.count }
    return size + (symbolicBody?.serializedBytes().count ?? 0)
  }

  /// The same request on other objects: values that earlier answers gave are replaced by those of a new preparation, unless the
  /// request has something else in their place.
  func rebound(to fresh: Preparation) -> RequestDraft {
    var draft = self
    draft.preparation = fresh
    for (slot, value) in fresh.values {
      guard let old = preparation.values[slot] else { continue }
      if case .body(let pointer) = slot {
        guard let body = draft.bodyValue, body[pointer] == old else { continue }
        draft.bodyValue = body.replacing(at: pointer, with: value) ?? body
      } else if values[slot] == old {
        draft.values[slot] = value
      }
    }
    return draft
  }
}
