import PostgresAccess

/// Turns whatever a handler threw into the refusal that the client sees.
public protocol ErrorMapping: Sendable {
  func refusal(for error: any Error) -> ServiceError
}

/// An error that knows its answer on the wire, every word of which is written for a client.
public protocol RefusableError: Error, Sendable {
  var refusal: ServiceError { get }
}

extension ServiceError: RefusableError {
  public var refusal: ServiceError { self }
}

/// The healthy mapper: what is neither refusable nor an unavailable store is `ERR_INTERNAL`, without a word of its text.
public struct ClosedErrorMapper: ErrorMapping {
  public init() {}

  public func refusal(for error: any Error) -> ServiceError {
    if let error = error as? any RefusableError { return error.refusal }
    if let error = error as? PostgresError, error.isUnavailability { return .storeUnavailable }
    return .internalError
  }
}
