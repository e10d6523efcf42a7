/// The replaceable parts of the terminal context.
public struct TerminalParts: Sendable {
  public var taking: any TerminalTokenTaking
  public var counting: any TerminalTokenCounting
  public var refusing: any TerminalTokenRefusing
  public var door: any TerminalDoor

  public init(
    taking: any TerminalTokenTaking, counting: any TerminalTokenCounting, refusing: any TerminalTokenRefusing, door: any TerminalDoor
  ) {
    self.taking = taking
    self.counting = counting
    self.refusing = refusing
    self.door = door
  }

  /// The parts that ship.
  public static var healthy: TerminalParts {
    TerminalParts(
      taking: AtomicTerminalTokenTaking(), counting: AtomicTerminalTokenCounting(), refusing: UniformTerminalTokenRefusal(),
      door: ConsumingTerminalDoor())
  }
}
