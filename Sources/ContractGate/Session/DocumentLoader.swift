import HTTPWire
import OpenAPI

/// Loads documents with what they refer to, as far as the settings allow.
struct DocumentLoader: Sendable {
  let policy: ReferencePolicy

  /// - Parameter file: reads another file of the repository.
  /// - Throws: `DocumentError`. A reference that can't be followed is none: the document says which are broken.
  func load(
    _ bytes: [UInt8], path: String, file: @escaping @Sendable (String) async throws -> [UInt8]
  ) async throws(DocumentError) -> OpenAPIDocument {
    if policy.isSelfContained { return try OpenAPIDocument(bytes, path: path) }
    var resolver = DocumentResolver(file: file)
    if !policy.remote.isEmpty { resolver.remote = { try await fetch($0) } }
    return try await OpenAPIDocument(bytes, path: path, resolver: resolver)
  }

  private static let deadline = Duration.seconds(15)

  /// Redirects aren't followed: they could lead where nothing was allowed.
  private func fetch(_ url: String) async throws -> [UInt8] {
    guard policy.allows(url) else {
      throw RemoteReferenceError(url: url, reason: "its URL begins with nothing that 'remote_references' lists")
    }
    guard let endpoint = WireEndpoint(url: url, tls: url.hasPrefix("https://") ? WireTLS() : nil) else {
      throw RemoteReferenceError(url: url, reason: "its host cannot be read")
    }
    let rest = url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" }.prefix { $0 != "#" }
    return try await WireLoops.with(threads: 1) { loops in
      let client = HTTPWireClient(endpoint: endpoint, loops: loops)
      let request = WireRequest(method: "GET", target: rest.isEmpty ? "/" : String(rest))
      let response = try await client.send(request, deadline: Self.deadline)
      guard response.status == 200 else { throw RemoteReferenceError(url: url, reason: "it was answered with \(response.status)") }
      return response.body
    }
  }
}

/// Why something on another host wasn't read.
struct RemoteReferenceError: Error, CustomStringConvertible {
  let url: String
  let reason: String

  var description: String { "\(url) was not read: \(reason)" }
}
