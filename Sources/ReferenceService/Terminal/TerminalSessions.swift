import NIOCore
import Synchronization

/// The terminal sessions that are open on this process.
public final class TerminalSessions: Sendable {
  static let gauge = MetricFamily.gauge("terminal_sessions_open", "Terminal sessions whose socket is open now.")

  private let channels = Mutex<[ObjectIdentifier: (sessionID: String, channel: any Channel)]>([:])
  private let metrics: MetricsRegistry

  public init(metrics: MetricsRegistry) {
    self.metrics = metrics
    metrics.declare(Self.gauge)
  }

  /// Sessions whose socket is open now.
  public var open: Int { channels.withLock { $0.count } }

  /// Whether the session's socket is open.
  public func isOpen(_ sessionID: String) -> Bool {
    channels.withLock { all in all.values.contains { $0.sessionID == sessionID } }
  }

  /// Ends a session from this side; its client sees the close code 1008 (RFC 6455, section 7.4.1).
  public func end(_ sessionID: String) {
    let ended = channels.withLock { all in all.values.filter { $0.sessionID == sessionID }.map(\.channel) }
    for channel in ended { channel.pipeline.fireUserInboundEventTriggered(TerminalSessionEnded()) }
  }

  func opened(_ sessionID: String, on channel: any Channel) {
    let count = channels.withLock { all in
      all[ObjectIdentifier(channel)] = (sessionID, channel)
      return all.count
    }
    metrics.set(Self.gauge, to: Double(count))
  }

  func closed(on channel: any Channel) {
    let count = channels.withLock { all in
      all[ObjectIdentifier(channel)] = nil
      return all.count
    }
    metrics.set(Self.gauge, to: Double(count))
  }
}

/// Tells a session's connection that the service has ended it.
struct TerminalSessionEnded: Sendable {}
