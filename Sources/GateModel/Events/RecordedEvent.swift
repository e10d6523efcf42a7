/// An event with its place in the log.
///
/// Encoded as one flat JSON object: `v` (version of the format), `n` (counts from 1 without gaps), `t` (microseconds
/// since the run started, by a clock that never goes back), `type`, and the members of the event.
public struct RecordedEvent: Hashable, Sendable {
  public static let formatVersion = 1

  public var sequence: Int
  public var elapsedMicroseconds: Int
  public var event: RunEvent

  public init(sequence: Int, elapsedMicroseconds: Int, event: RunEvent) {
    self.sequence = sequence
    self.elapsedMicroseconds = elapsedMicroseconds
    self.event = event
  }
}

extension RecordedEvent: Codable {
  private enum CodingKeys: String, CodingKey { case v, n, t, type }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .v)
    guard version == Self.formatVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .v, in: container, debugDescription: "log format \(version) is not \(Self.formatVersion), the one this version reads")
    }
    sequence = try container.decode(Int.self, forKey: .n)
    elapsedMicroseconds = try container.decode(Int.self, forKey: .t)
    switch try container.decode(String.self, forKey: .type) {
    case "run-started": event = .runStarted(try RunStarted(from: decoder))
    case "step-started": event = .stepStarted(try StepStarted(from: decoder))
    case "case-started": event = .caseStarted(try CaseStarted(from: decoder))
    case "finding": event = .finding(try Finding(from: decoder))
    case "measurement": event = .measurement(try Measurement(from: decoder))
    case "case-finished": event = .caseFinished(try CaseFinished(from: decoder))
    case "operational-error": event = .operationalError(try OperationalError(from: decoder))
    case "step-finished": event = .stepFinished(try StepFinished(from: decoder))
    case "run-finished": event = .runFinished(try RunFinished(from: decoder))
    case let other:
      throw DecodingError.dataCorruptedError(forKey: .type, in: container, debugDescription: "unknown event type '\(other)'")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.formatVersion, forKey: .v)
    try container.encode(sequence, forKey: .n)
    try container.encode(elapsedMicroseconds, forKey: .t)
    let (type, body): (String, any Encodable) =
      switch event {
      case .runStarted(let body): ("run-started", body)
      case .stepStarted(let body): ("step-started", body)
      case .caseStarted(let body): ("case-started", body)
      case .finding(let body): ("finding", body)
      case .measurement(let body): ("measurement", body)
      case .caseFinished(let body): ("case-finished", body)
      case .operationalError(let body): ("operational-error", body)
      case .stepFinished(let body): ("step-finished", body)
      case .runFinished(let body): ("run-finished", body)
      }
    try container.encode(type, forKey: .type)
    try body.encode(to: encoder)
  }
}
