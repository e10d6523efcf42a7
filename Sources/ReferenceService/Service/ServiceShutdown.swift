/// Tells a running service, once, to stop in order: no new connections, open requests finish.
public final class ServiceShutdown: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  public init() { (stream, continuation) = AsyncStream.makeStream() }

  /// Asks for the shutdown; asking again changes nothing.
  public func trigger() { continuation.finish() }

  /// Returns when the shutdown was asked for or the task is cancelled.
  func wait() async { for await _ in stream {} }
}
