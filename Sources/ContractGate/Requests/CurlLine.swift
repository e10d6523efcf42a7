import HTTPWire

/// A request as a `curl` command that a person can paste, without the secrets.
enum CurlLine {
  static func text(_ request: ComposedRequest) -> String {
    var parts = ["curl -i -X \(request.wire.method)"]
    for header in request.wire.headers where header.name != "Accept" {
      let value = request.secrets.contains(header.name.lowercased()) ? "[redacted]" : header.value
      parts.append("-H \(quoted("\(header.name): \(value)"))")
    }
    if !request.wire.body.isEmpty { parts.append("--data-binary \(quoted(String(decoding: request.wire.body, as: UTF8.self)))") }
    parts.append("\"$BASE_URL\"\(quoted(request.wire.target))")
    return parts.joined(separator: " ")
  }

  /// For a POSIX shell.
  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
