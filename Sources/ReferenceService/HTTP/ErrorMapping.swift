import PostgresAccess

/// Turns whatever a handler threw into the refusal that the client sees.
public protocol ErrorMapping: Sendable {
  func refusal(for error: any Error) -> ServiceError
}

/// The healthy mapper: what is not a ``ServiceError`` or an unavailable store is `ERR_INTERNAL`, without a word of its text.
public struct ClosedErrorMapper: ErrorMapping {
  public init() {}

  public func refusal(for error: any Error) -> ServiceError {
    if let error = error as? ServiceError { return error }
    if let error = error as? PostgresError, error.isUnavailability { return .storeUnavailable }
    return .internalError
  }
}
