import GateConfig

/// Which references that lead out of the document are followed.
public struct ReferencePolicy: Sendable, Hashable {
  /// Whether a reference to another file is a finding, since the document is handed out alone.
  public var isSelfContained = false
  /// What the URLs that may be fetched begin with, each with a slash at its end.
  public var remote: [String] = []

  public init(isSelfContained: Bool = false, remote: [String] = []) { (self.isSelfContained, self.remote) = (isSelfContained, remote) }

  func allows(_ url: String) -> Bool { remote.contains { url.utf8.starts(with: $0.utf8) } }

  /// - Throws: ``ConfigError`` for what is no URL of a host.
  static func remote(_ node: ConfigNode) throws -> [String] {
    try node.list("remote_references").map { item in
      let text = try item.string("remote_references")
      let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
      guard let scheme, text.utf8.count > scheme.utf8.count, !text.contains("@") else {
        throw ConfigError(
          "'\(text)' is not the beginning of a URL", at: item.location, remedy: "Write it like https://schemas.example.com/")
      }
      // Without the slash it would allow every host whose name goes on.
      return text.hasSuffix("/") ? text : text + "/"
    }
  }
}
