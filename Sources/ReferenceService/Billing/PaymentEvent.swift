/// An event of the payment provider.
public struct PaymentEvent: Sendable, Hashable, Decodable {
  /// The only type that changes a balance; others are kept.
  public static let settled = "payment.settled"

  public let id: String
  public let type: String
  public let tenantID: String
  /// In the smallest unit of the currency.
  public let amount: Int

  enum CodingKeys: String, CodingKey, CaseIterable {
    case type, amount
    case id = "event_id"
    case tenantID = "tenant_id"
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.closedContainer(keyedBy: CodingKeys.self)
    id = try fields.decode(String.self, forKey: .id)
    type = try fields.decode(String.self, forKey: .type)
    tenantID = try fields.decode(String.self, forKey: .tenantID)
    amount = try fields.decode(Int.self, forKey: .amount)
    guard (1...64).contains(id.utf8.count), (1...64).contains(type.utf8.count), TenantID.isValid(tenantID) else {
      throw RequestBodyProblem.wrongShape
    }
    guard (0...1_000_000_000).contains(amount) else { throw RequestBodyProblem.wrongValue(field: "amount") }
  }
}
