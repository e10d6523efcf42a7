/// What one request of a burst did.
public struct BurstRecord: Sendable {
  /// The position of the request in the list that was given.
  public var index: Int
  /// After the last byte of the request was given to the socket; `nil` where the connection was lost before the release.
  public var released: WireInstant?
  /// When the first byte of the response was seen; `nil` where none came.
  public var firstByte: WireInstant?
  /// When the response was complete or the failure was known.
  public var finished: WireInstant
  /// The response was already there when the event loop had released its last request, so that when it came is not known.
  public var answeredDuringRelease: Bool
  public var outcome: Result<WireResponse, WireError>

  public init(
    index: Int, released: WireInstant?, firstByte: WireInstant?, finished: WireInstant, answeredDuringRelease: Bool = false,
    outcome: Result<WireResponse, WireError>
  ) {
    self.index = index
    self.released = released
    self.firstByte = firstByte
    self.finished = finished
    self.answeredDuringRelease = answeredDuringRelease
    self.outcome = outcome
  }

  public var response: WireResponse? { try? outcome.get() }
  public var error: WireError? {
    if case .failure(let error) = outcome { error } else { nil }
  }
}
