import GateKit
import GateModel
import HTTPWire

/// `websocket: GET TARGET`: asks for an upgrade and keeps the connection by the name that `open` gives it, for `send`, `receive`
/// and `close`. Without an expected status it must be answered with 101.
public struct WebSocketStep: StepAction {
  public static let keyword = "websocket"

  private let opening: StreamOpening
  private let subprotocols: [String]

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    opening = try StreamOpening(&mapping, keyword: Self.keyword, parser: parser, standard: .upgrade, hasBody: false)
    subprotocols = try mapping.optional("subprotocols")?.texts("subprotocols") ?? []
    guard opening.template.method == "GET" else {
      throw GateError(
        "an upgrade is a GET without a body", at: opening.template.location, remedy: "Write 'websocket: GET /path' (RFC 6455)")
    }
  }

  public var summary: String { "WebSocket \(opening.template.summary)" }
  public var judges: Bool { true }
  public var sets: [String] { opening.captures.map(\.name) }
  public var names: [NameUse] { opening.name.map { [$0] } ?? [] }

  public func run(in scope: inout StepScope) async throws {
    let (request, confidential) = try opening.template.resolve(scope.variables, target: scope.services.target)
    let endpoint = scope.services.client.endpoint
    let shown = Evidence(title: "request", text: Self.curl(request, endpoint, confidential))
    scope.lastRequest = shown
    let handshake = WebSocketRequest(target: request.target, headers: request.headers, subprotocols: subprotocols)
    do {
      let result = try await WebSocketClient.connect(to: endpoint, handshake, loops: scope.services.loops, deadline: opening.deadline)
      switch result {
      case .open(let client): try await opening.conclude(client.response, .socket(client), shown, in: &scope)
      case .refused(let response):
        try await opening.conclude(response, nil, shown, in: &scope)
        guard opening.name == nil else {
          throw Unmet(
            "upgrade", expected: "open as '\(opening.name?.text ?? "")'", found: "refused with status \(response.status)",
            evidence: [shown, ResponseText.evidence(response)])
        }
      }
    } catch let error as WireError {
      throw opening.unmet(error, shown)
    }
  }

  /// The handshake as `curl` sends it; the key is the one of RFC 6455, section 1.3.
  private static func curl(_ request: WireRequest, _ endpoint: WireEndpoint, _ confidential: Set<String>) -> String {
    var request = request
    for (name, value) in [
      ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Version", "13"),
      ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ] where !request.headers.contains(name: name) {
      request.headers.add(name, value)
    }
    return CurlLine.text(request, to: endpoint, confidential: confidential)
      .replacing("curl -sS -i", with: "curl -sS -i -N --http1.1", maxReplacements: 1)
  }
}
