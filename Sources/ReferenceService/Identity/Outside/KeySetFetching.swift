/// Gets the keys of another issuer from where it publishes them.
public protocol KeySetFetching: Sendable {
  /// - Throws: ``KeySetProblem``; a set without a usable key is one.
  func fetch() async throws -> [OutsideKey]
}

/// Over HTTP, with a deadline.
struct HTTPKeySetFetching: KeySetFetching {
  let configuration: OutsideIssuerConfiguration

  func fetch() async throws -> [OutsideKey] {
    let client = OutboundHTTPClient(host: configuration.host, port: configuration.port)
    let response: OutboundHTTPResponse
    do {
      response = try await client.exchange(.GET, configuration.path, deadline: configuration.deadline)
    } catch is OutboundHTTPError {
      throw KeySetProblem.unreachable
    }
    guard response.status == 200 else { throw KeySetProblem.status(response.status) }
    return try await OutsideKey.keys(in: response.body)
  }
}

/// For a service that trusts no other issuer.
struct NoKeySetFetching: KeySetFetching {
  func fetch() async throws -> [OutsideKey] { throw KeySetProblem.unreachable }
}
