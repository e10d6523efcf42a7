import Cryptography
import Foundation
import HTTPTypes

/// The opening handshake of RFC 6455, section 4.2.
enum WebSocketHandshake {
  /// What is wrong with a handshake.
  enum Problem: Error, Equatable {
    /// The request does not ask for a WebSocket.
    case notRequested
    /// It does, but not in a way that this server speaks; the text says what is wrong.
    case malformed(String)
  }

  /// The headers of the 101 that accepts a request.
  ///
  /// - Throws: `Problem`
  static func accept(method: HTTPRequest.Method, _ fields: HTTPFields) throws(Problem) -> HTTPFields {
    guard method == .get else { throw .notRequested }
    guard tokens(fields[values: .upgrade]).contains("websocket") else { throw .notRequested }
    guard tokens(fields[values: .connection]).contains("upgrade") else { throw .malformed("the Connection header does not say Upgrade") }
    guard fields[.secWebSocketVersion] == "13" else { throw .malformed("the Sec-WebSocket-Version must be 13") }
    guard let key = fields[.secWebSocketKey], Data(base64Encoded: key)?.count == 16 else {
      throw .malformed("the Sec-WebSocket-Key must be 16 bytes in Base64")
    }
    return [.upgrade: "websocket", .connection: "Upgrade", .secWebSocketAccept: answer(to: key)]
  }

  /// The value of `Sec-WebSocket-Accept` for a key.
  static func answer(to key: String) -> String {
    Data(Digest.sha1(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))).base64EncodedString()
  }

  private static func tokens(_ values: [String]) -> [String] {
    values.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
  }
}
