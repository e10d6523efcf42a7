import NIOCore
import NIOHTTP1
import NIOWebSocket

/// One opening handshake: its key, its request, and the check of the answer (RFC 6455 section 4.1).
struct WebSocketHandshake: Sendable {
  let key: String
  let request: WebSocketRequest

  init(_ request: WebSocketRequest) {
    var random = SystemRandomNumberGenerator()
    key = NIOWebSocketClientUpgrader.randomRequestKey(using: &random)
    self.request = request
  }

  var wireRequest: WireRequest {
    var headers = request.headers
    for (name, value) in [
      ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Key", key), ("Sec-WebSocket-Version", "13"),
    ] where !headers.contains(name: name) {
      headers.add(name, value)
    }
    if !request.subprotocols.isEmpty { headers.add("Sec-WebSocket-Protocol", request.subprotocols.joined(separator: ", ")) }
    return WireRequest(method: "GET", target: request.target, headers: headers)
  }

  /// Why this 101 does not answer this handshake; `nil` where it does.
  func problem(in response: WireResponse) -> String? {
    let headers = response.headers
    guard headers.elements("upgrade").contains(where: { $0.lowercased() == "websocket" }) else { return "a 101 without Upgrade: websocket" }
    guard headers.elements("connection").contains(where: { $0.lowercased() == "upgrade" }) else {
      return "a 101 without Connection: Upgrade"
    }
    if let chosen = headers["sec-websocket-protocol"], !request.subprotocols.contains(chosen) {
      return "a subprotocol that was not offered"
    }
    let sent = wireRequest.headers["sec-websocket-key"] ?? key
    let checker = NIOWebSocketClientUpgrader(requestKey: sent) { channel, _ in channel.eventLoop.makeSucceededVoidFuture() }
    let head = HTTPResponseHead(
      version: .http1_1, status: .switchingProtocols, headers: HTTPHeaders(headers.map { ($0.name, $0.value) }))
    return checker.shouldAllowUpgrade(upgradeResponse: head) ? nil : "a wrong or missing Sec-WebSocket-Accept"
  }
}
