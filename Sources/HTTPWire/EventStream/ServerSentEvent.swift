/// One event of a `text/event-stream` (WHATWG HTML, section 9.2).
public struct ServerSentEvent: Sendable, Hashable {
  /// `message` where the stream names none.
  public var event: String
  /// The lines of the event's data, joined by line feeds.
  public var data: String
  /// The last identifier that the stream named; empty where it named none.
  public var id: String

  public init(event: String = "message", data: String, id: String = "") {
    self.event = event
    self.data = data
    self.id = id
  }
}
