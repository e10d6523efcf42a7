/// The settings of the Billing context.
public struct BillingConfiguration: Sendable {
  /// What the payment provider signs its events with, at least 16 bytes; without it no event is taken.
  public var webhookSecret: String?
  /// How old a signature may be.
  public var signatureTolerance: Duration = .seconds(300)

  public init() {}

  func problems() -> [ConfigurationProblem] {
    var found: [ConfigurationProblem] = []
    if let webhookSecret, webhookSecret.utf8.count < 16 {
      found.append(.init("billing.webhookSecret", "is too short.", remedy: "Use at least 16 bytes."))
    }
    if signatureTolerance < .seconds(1) || signatureTolerance > .seconds(3_600) {
      found.append(.init("billing.signatureTolerance", "is out of range.", remedy: "Use 1 second to 1 hour."))
    }
    return found
  }
}
