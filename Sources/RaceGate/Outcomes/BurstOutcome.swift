import HTTPWire

/// What one request of a burst saw.
public struct BurstOutcome: Sendable, Hashable {
  public enum Answer: Sendable, Hashable {
    /// The target answered.
    case response(status: Int, body: [UInt8])
    /// It did not, or not in time: what it did with the request is not known, unless it certainly never saw it.
    case lost(WireError.Kind)
  }

  public var answer: Answer
  /// When the request was released and when its answer was complete, in nanoseconds of one clock.
  public var released: UInt64
  public var finished: UInt64?
  /// When the first byte of its answer came.
  public var firstByte: UInt64?
  /// When the target says that it received the request, in nanoseconds of a clock of its own.
  public var arrived: UInt64?

  public init(answer: Answer, released: UInt64, finished: UInt64?) {
    self.answer = answer
    self.released = released
    self.finished = finished
  }

  public init(_ record: BurstRecord, arrival: ArrivalHeader? = nil) {
    switch record.outcome {
    case .success(let response): answer = .response(status: response.status, body: response.body)
    case .failure(let error): answer = .lost(error.kind)
    }
    released = (record.released ?? record.finished).nanoseconds
    finished = record.response == nil ? nil : record.finished.nanoseconds
    firstByte = record.firstByte?.nanoseconds
    arrived = record.response.flatMap { arrival?.instant(in: $0.headers) }
  }

  public var status: Int? { if case .response(let status, _) = answer { status } else { nil } }
  public var body: [UInt8]? { if case .response(_, let body) = answer { body } else { nil } }

  /// A short name for tallies: `200`, or `no answer (timedOut)`.
  public var name: String {
    switch answer {
    case .response(let status, _): String(status)
    case .lost(let kind): "no answer (\(kind.rawValue))"
    }
  }
}
