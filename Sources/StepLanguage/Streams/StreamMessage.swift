import Foundation
import HTTPWire
import JSONDocument

/// A message of either kind of stream, as conditions see it.
struct StreamMessage: Sendable {
  /// `data`, `event`, `id`, `binary`, `pong`, `close`, `reason`, as far as the message has them.
  var words: [String: JSONValue]
  /// What JSONPaths look into.
  var document: [UInt8]

  init(_ event: ServerSentEvent) {
    words = ["data": .string(event.data), "event": .string(event.event), "id": .string(event.id)]
    document = Array(event.data.utf8)
  }

  /// Nil for a ping, which the client answers by itself.
  init?(_ message: WebSocketMessage) {
    document = []
    switch message {
    case .text(let text):
      words = ["data": .string(text)]
      document = Array(text.utf8)
    case .binary(let bytes): words = ["binary": .string(Data(bytes).base64EncodedString())]
    case .pong(let bytes): words = ["pong": .string(String(decoding: bytes, as: UTF8.self))]
    case .close(let code, let reason):
      words = ["close": code.map { .number(JSONNumber($0)) } ?? .null, "reason": .string(reason)]
    case .ping: return nil
    }
  }

  /// For failures.
  var shown: String {
    words.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.serialized())" }.joined(separator: "\n")
  }
}

extension OpenStream {
  /// The next message that is not a ping.
  /// - Throws: `WireError`.
  func next(within deadline: Duration, clock: any Clock<Duration>) async throws -> StreamMessage {
    switch self {
    case .events(let client): return StreamMessage(try await client.receive(deadline: deadline))
    case .socket(let client):
      var waited = Duration.zero
      while true {
        var message: StreamMessage?
        let patience = max(.milliseconds(1), deadline - waited)
        waited += try await clock.measure { message = StreamMessage(try await client.receive(deadline: patience)) }
        if let message { return message }
      }
    }
  }
}
