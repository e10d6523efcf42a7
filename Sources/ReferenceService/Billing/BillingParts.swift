import PostgresAccess

/// The replaceable parts of the Billing context.
public struct BillingParts: Sendable {
  public var signatures: any WebhookVerifying
  public var inbox: any PaymentInbox

  /// The parts that ship.
  static func healthy(store: PostgresPool) -> BillingParts {
    BillingParts(signatures: RawBytesVerifying(), inbox: AtomicPaymentInbox(store: store))
  }
}
