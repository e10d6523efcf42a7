import GateKit
import GateModel
import HTTPWire

/// A request as a `curl` command that somebody can paste, with credentials taken out.
public enum CurlLine {
  private static let secretNames: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "x-api-key", "x-session-token", "x-auth-token",
  ]

  /// - Parameter confidential: names of further headers and of query parameters whose values are not shown.
  public static func text(_ request: WireRequest, to endpoint: WireEndpoint, confidential: Set<String> = []) -> String {
    var words = ["curl -sS -i"]
    if request.method != "GET" { words.append("-X \(quoted(request.method))") }
    let hidden = secretNames.union(confidential.map { $0.lowercased() })
    words.append(quoted("\(endpoint.tls == nil ? "http" : "https")://\(endpoint)\(shown(request.target, hiding: hidden))"))
    for field in request.headers {
      let value = hidden.contains(field.name.lowercased()) ? Redaction.replacement : field.value
      words.append("-H \(quoted("\(field.name): \(value)"))")
    }
    if !request.body.isEmpty { words.append("--data-binary \(quoted(String(decoding: request.body, as: UTF8.self)))") }
    return Redaction.redact(words.joined(separator: " "))
  }

  private static func shown(_ target: String, hiding names: Set<String>) -> String {
    guard let mark = target.firstIndex(of: "?") else { return target }
    let pairs = target[target.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false).map { pair in
      guard let sign = pair.firstIndex(of: "=") else { return String(pair) }
      let name = pair[..<sign]
      let isHidden = names.contains { PercentEncoding.encode($0) == name.lowercased() || $0 == name.lowercased() }
      return isHidden ? "\(name)=\(Redaction.replacement)" : String(pair)
    }
    return target[...mark] + pairs.joined(separator: "&")
  }

  /// In single quotes, for a POSIX shell.
  private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
