/// The settings of the Notifications context.
public struct NotificationsConfiguration: Sendable {
  /// How often the relay looks for new events.
  public var relayInterval: Duration = .milliseconds(200)

  public init() {}

  func problems() -> [ConfigurationProblem] {
    guard relayInterval < .milliseconds(10) || relayInterval > .seconds(60) else { return [] }
    return [.init("notifications.relayInterval", "is out of range.", remedy: "Use 10 milliseconds to 1 minute.")]
  }
}
