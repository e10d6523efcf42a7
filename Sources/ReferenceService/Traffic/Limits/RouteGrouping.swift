/// Says which operations are limited together.
public protocol RouteGrouping: Sendable {
  /// The group of an operation, or nil where it is never limited.
  func group(of operationID: String) -> String?
}

/// The service's groups by what their operations cost and risk.
public struct RouteGroups: RouteGrouping {
  public static let auth = "auth"
  public static let evidence = "evidence"
  public static let terminal = "terminal"
  public static let inventory = "inventory"
  public static let compute = "compute"
  public static let billing = "billing"
  /// An operation that nobody has put into a group.
  public static let unknown = "unknown"

  /// What watches the service must not be locked out by what it watches.
  private static let unlimited: Set<String> = ["getLiveness", "getReadiness", "getMetrics", "getDocument", "getKeySet"]
  private static let groups: [String: Set<String>] = [
    auth: [
      "issueAccessToken", "beginLogin", "refreshAccessToken", "endLogin", "rotateSigningKeys", "revokeSigningKey", "getCaller",
      "registerAccount", "getAccount",
      "setAccountStatus", "issueResetToken", "refreshOutsideKeySet", "changePassword", "requestPasswordReset", "resetPassword",
      "beginBrowserSession", "refreshBrowserSession", "endBrowserSession", "showAccountPage", "showLoginPage",
    ],
    evidence: ["createSession", "getSession", "runSession", "finalizeSession", "getLedger", "getPlacement", "listEvents"],
    terminal: ["issueTerminalToken", "consumeTerminalToken", "connectTerminal"],
    inventory: ["createItem", "getItem", "updateItem", "reserveUnits", "printItemLabel", "releaseReservation"],
    compute: ["digestContent"],
    billing: ["receivePaymentEvent"],
  ]
  private static let byOperation: [String: String] = {
    var result: [String: String] = [:]
    for (group, operations) in groups { for operation in operations { result[operation] = group } }
    for name in EvidenceOperator.allCases { result[name.operationID] = evidence }
    return result
  }()

  public init() {}

  public func group(of operationID: String) -> String? {
    Self.unlimited.contains(operationID) ? nil : Self.byOperation[operationID] ?? Self.unknown
  }
}
