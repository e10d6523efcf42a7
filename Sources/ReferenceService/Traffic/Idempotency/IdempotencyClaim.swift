/// One request with an idempotency key: whose it is, what it asks for, and until when it may be under way.
public struct IdempotencyClaim: Sendable, Hashable {
  public let tenantID: String
  public let principal: String
  public let method: String
  public let path: String
  /// The caller's key.
  public let key: String
  /// SHA-256 of everything that makes the request what it is, in hex.
  public let requestHash: String
  public let nowMilliseconds: Int64
  /// When a request that never came to an end no longer holds the key.
  public let lapsesAtMilliseconds: Int64

  public init(
    tenantID: String, principal: String, method: String, path: String, key: String, requestHash: String, nowMilliseconds: Int64,
    lapsesAtMilliseconds: Int64
  ) {
    self.tenantID = tenantID
    self.principal = principal
    self.method = method
    self.path = path
    self.key = key
    self.requestHash = requestHash
    self.nowMilliseconds = nowMilliseconds
    self.lapsesAtMilliseconds = lapsesAtMilliseconds
  }
}

/// What to do with a request that brings an idempotency key.
public enum IdempotencyVerdict: Sendable, Equatable {
  /// Nobody has used the key; the caller holds it now.
  case execute
  /// The request was executed before.
  case replay(StoredAnswer)
  /// It is being executed at this moment.
  case inFlight
  /// The key stands for another request.
  case otherRequest
}

/// As much of an answer as is kept.
public struct StoredAnswer: Sendable, Equatable {
  public var status: Int
  public var location: String?
  /// JSON without secrets; nil where no body is kept.
  public var body: String?

  public init(status: Int, location: String? = nil, body: String? = nil) {
    self.status = status
    self.location = location
    self.body = body
  }
}

/// The shape of a key: 16 to 64 letters, digits, `-` and `_`, so that it is neither guessed nor in need of escapes.
enum IdempotencyKey {
  static func isValid(_ text: String) -> Bool {
    (16...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
      }
  }
}
