import NIOCore

/// How a request for a stream of events ended.
public enum EventStreamOpening: Sendable {
  case open(EventStreamClient)
  /// The server answered with something else than 200 and `text/event-stream`.
  case refused(WireResponse)
}

/// An open stream of server-sent events (WHATWG HTML, section 9.2). One task receives at a time. It never reconnects by itself.
public final class EventStreamClient: Sendable {
  /// The head of the response that opened the stream.
  public let response: WireResponse
  private let connection: WireConnection
  private let bound: NIOLoopBound<EventStreamHandler>

  private init(response: WireResponse, connection: WireConnection, handler: NIOLoopBound<EventStreamHandler>) {
    self.response = response
    self.connection = connection
    bound = handler
  }

  /// Connects and asks for a stream; `Accept: text/event-stream` is added where the request has no `Accept`.
  ///
  /// - Parameter deadline: for connecting and the head of the response, or the whole of one that is no stream.
  /// - Throws: ``WireError``.
  public static func connect(
    to endpoint: WireEndpoint, _ request: WireRequest, loops: WireLoops, deadline: Duration = .seconds(10)
  ) async throws -> EventStreamOpening {
    var request = request
    if !request.headers.contains(name: "accept") { request.headers.add("Accept", "text/event-stream") }
    let end = NIODeadline.now() + TimeAmount(deadline)
    let connection = try await WireConnection.connect(to: endpoint, on: loops.group.next(), of: loops, within: deadline)
    do {
      let opening = try await open(connection, request, deadline: end)
      guard opening.opening.isOpen else {
        await connection.close()
        return .refused(opening.opening.response)
      }
      return .open(EventStreamClient(response: opening.opening.response, connection: connection, handler: opening.handler))
    } catch {
      await connection.close()
      throw WireError.from(error, during: .awaitResponse, endpoint: endpoint)
    }
  }

  private static func open(
    _ connection: WireConnection, _ request: WireRequest, deadline: NIODeadline
  ) async throws -> (opening: EventStreamHandler.Opening, handler: NIOLoopBound<EventStreamHandler>) {
    let bytes = request.serialized(for: connection.endpoint)
    let method = request.method
    let handler = try await connection.loop.submit {
      let handler = EventStreamHandler(endpoint: connection.endpoint, method: method)
      try connection.channel.pipeline.syncOperations.addHandler(handler, position: .before(connection.handler))
      return NIOLoopBound(handler, eventLoop: connection.loop)
    }.get()
    let promise = connection.loop.makePromise(of: EventStreamHandler.Opening.self)
    connection.loop.execute {
      handler.value.begin(bytes, deadline: deadline) { promise.completeWith($0.mapError { $0 as any Error }) }
    }
    let opening = try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      connection.loop.execute { handler.value.cancel() }
    }
    return (opening, handler)
  }

  /// The next event; comments and what has no data are none.
  ///
  /// - Throws: ``WireError``: `timedOut` leaves the stream open; `closedEarly` once it has ended and every event was received.
  public func receive(deadline: Duration = .seconds(10)) async throws -> ServerSentEvent {
    let end = NIODeadline.now() + TimeAmount(deadline)
    let promise = connection.loop.makePromise(of: ServerSentEvent.self)
    connection.loop.execute { [bound] in
      bound.value.receive(deadline: end) { promise.completeWith($0.mapError { $0 as any Error }) }
    }
    return try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      connection.loop.execute { [bound] in bound.value.cancel() }
    }
  }

  public func close() async { await connection.close() }
}
