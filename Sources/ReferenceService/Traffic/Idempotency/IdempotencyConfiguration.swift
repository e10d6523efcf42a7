/// Which operations heed an `Idempotency-Key`, and for how long.
public struct IdempotencyConfiguration: Sendable {
  /// The operations by their ids.
  public var operations: Set<String> = ["createItem", "reserveUnits", "releaseReservation", "printItemLabel"]
  /// How long an answer is kept.
  public var retention: Duration = .seconds(86_400)
  /// How long a request that never came to an end holds its key.
  public var lapse: Duration = .seconds(300)

  public init() {}

  func problems() -> [ConfigurationProblem] {
    [("retention", retention), ("lapse", lapse)].filter { $0.1 < .seconds(1) || $0.1 > .seconds(604_800) }.map {
      ConfigurationProblem("traffic.idempotency.\($0.0)", "is out of range.", remedy: "Use 1 second to 7 days.")
    }
  }
}
