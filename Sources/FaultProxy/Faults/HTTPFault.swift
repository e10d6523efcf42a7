/// Another answer than the server's, to requests of HTTP/1.1. Faults of one request after another: pipelined requests are not told apart
/// from their predecessors' answers.
public struct HTTPFault: Sendable, Hashable {
  public var answer: HTTPFaultAnswer
  /// Path that a request's must equal, its query left out; with `*` at its end, the beginning of it. Nil for every path.
  public var path: String?
  /// Nil for every method.
  public var method: String?

  public init(_ answer: HTTPFaultAnswer, path: String? = nil, method: String? = nil) {
    self.answer = answer
    self.path = path
    self.method = method
  }

  func matches(_ request: HTTPRequestHead) -> Bool {
    if let method, method != request.method { return false }
    guard let path else { return true }
    return path.hasSuffix("*") ? request.path.hasPrefix(path.dropLast()) : request.path == path
  }
}

/// What is answered.
public enum HTTPFaultAnswer: Sendable, Hashable {
  /// A status with a body; the server never sees the request.
  case status(Int, headers: [HTTPFaultHeader] = [], body: String = "")
  /// Something that breaks the protocol or the format; the server never sees the request.
  case malformed(HTTPMalformedPart)
  /// Nothing: the connection is closed in order without a byte, or a status 200 without a body. The server never sees the request.
  case empty(HTTPEmptyPart)
  /// The server's own answer, `bytes` at a time with `gap` between them.
  case dribble(bytes: Int, gap: Duration)
  /// A redirection (301, 302, 303, 307 or 308) to where the request went; the server never sees the request.
  case redirectLoop(status: Int = 307)

  var name: String {
    switch self {
    case .status: "status"
    case .malformed: "malformed"
    case .empty: "empty"
    case .dribble: "dribble"
    case .redirectLoop: "redirect-loop"
    }
  }
}

/// A field of an answer.
public struct HTTPFaultHeader: Sendable, Hashable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// What of an answer is malformed.
public enum HTTPMalformedPart: String, Sendable, Hashable, CaseIterable {
  /// The first line is not HTTP.
  case statusLine = "status-line"
  /// A field has no colon.
  case header
  /// Fewer bytes come than `Content-Length` says, then the end.
  case length
  /// The size of a chunk is no number.
  case chunk
  /// Status 200 and `application/json`, with a body that ends in the middle.
  case json
}

/// What of an answer is empty.
public enum HTTPEmptyPart: String, Sendable, Hashable, CaseIterable {
  /// All of it: the connection closes.
  case answer
  /// Its body.
  case body
}
