/// The one shape of every error body.
struct ErrorEnvelope: Codable, Sendable, Equatable {
  var code: String
  var message: String
  var correlationID: String
  var terminalMode: String?
  var retryable: Bool?

  enum CodingKeys: String, CodingKey {
    case code, message, retryable
    case correlationID = "correlation_id"
    case terminalMode = "terminal_mode"
  }

  init(_ error: ServiceError, correlationID: String) {
    code = error.code
    message = error.message
    self.correlationID = correlationID
    terminalMode = error.terminalMode
    retryable = error.retryable
  }
}
