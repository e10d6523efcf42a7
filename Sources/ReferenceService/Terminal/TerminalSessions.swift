import NIOConcurrencyHelpers

/// Counts the terminal sessions that are open on this process.
public final class TerminalSessions: Sendable {
  private let count = NIOLockedValueBox(0)

  public init() {}

  /// Sessions whose socket is open now.
  public var open: Int { count.withLockedValue { $0 } }

  func opened() { count.withLockedValue { $0 += 1 } }

  func closed() { count.withLockedValue { $0 -= 1 } }
}
