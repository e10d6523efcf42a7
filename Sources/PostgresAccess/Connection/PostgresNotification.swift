/// One message of `NOTIFY`.
public struct PostgresNotification: Sendable, Equatable {
  public let channel: String
  public let payload: String
  /// The server process that sent it.
  public let serverProcessID: Int32
}

/// Who on a connection reads which channels.
struct NotificationSubscribers {
  static let bufferLimit = 4096

  private struct Subscriber {
    let channels: Set<String>
    let continuation: AsyncThrowingStream<PostgresNotification, any Error>.Continuation
  }

  private var subscribers: [Int: Subscriber] = [:]
  private var nextID = 0
  /// Whether anybody ever listened; the server goes on sending.
  private(set) var everUsed = false

  mutating func add(_ channels: Set<String>) -> (
    id: Int, stream: AsyncThrowingStream<PostgresNotification, any Error>, onEnd: (@escaping @Sendable () -> Void) -> Void
  ) {
    let (stream, continuation) = AsyncThrowingStream.makeStream(
      of: PostgresNotification.self, bufferingPolicy: .bufferingOldest(Self.bufferLimit))
    let id = nextID
    nextID += 1
    everUsed = true
    subscribers[id] = Subscriber(channels: channels, continuation: continuation)
    return (id, stream, { action in continuation.onTermination = { _ in action() } })
  }

  mutating func remove(_ id: Int) {
    subscribers[id] = nil
  }

  mutating func deliver(_ notification: PostgresNotification) {
    for (id, subscriber) in subscribers where subscriber.channels.contains(notification.channel) {
      if case .dropped = subscriber.continuation.yield(notification) {
        subscriber.continuation.finish(throwing: PostgresError.notificationsOverflowed(limit: Self.bufferLimit))
        subscribers[id] = nil
      }
    }
  }

  mutating func finish(throwing error: (any Error)?) {
    let ended = subscribers.values
    subscribers = [:]
    for subscriber in ended { subscriber.continuation.finish(throwing: error) }
  }
}
