import Foundation

/// Asks the policy engine over HTTP, with one deadline a decision.
public struct HTTPPolicyClient: PolicyDeciding {
  private let client: OutboundHTTPClient
  private let deadline: Duration

  /// - Parameter deadline: For one decision, from connecting to the last byte.
  public init(host: String, port: Int, deadline: Duration) {
    self.client = OutboundHTTPClient(host: host, port: port)
    self.deadline = deadline
  }

  public func decide(_ request: PolicyRequest) async throws -> PolicyDecision {
    let response = try await exchange {
      try await client.exchange(.POST, "/v1/decide", body: [UInt8](JSONEncoder().encode(request)), deadline: deadline)
    }
    guard response.status == 200 else { throw PolicyFailure.unreachable("it answered with status \(response.status)") }
    guard let decision = try? JSONDecoder().decode(PolicyDecision.self, from: Data(response.body)) else {
      throw PolicyFailure.unreachable("its answer is no decision")
    }
    return decision
  }

  /// Whether the engine answers at all, for readiness.
  ///
  /// - Throws: `PolicyFailure` if it does not.
  public func probe() async throws {
    let response = try await exchange { try await client.exchange(.GET, "/healthz", deadline: deadline) }
    guard response.status == 200 else { throw PolicyFailure.unreachable("its health is status \(response.status)") }
  }

  private func exchange(_ work: () async throws -> OutboundHTTPResponse) async throws -> OutboundHTTPResponse {
    do {
      return try await work()
    } catch OutboundHTTPError.timedOut(let limit) {
      throw PolicyFailure.timedOut(limit)
    } catch OutboundHTTPError.connection(let detail) {
      throw PolicyFailure.unreachable(detail)
    } catch OutboundHTTPError.responseTooLarge(let limit) {
      throw PolicyFailure.unreachable("its answer is larger than \(limit) bytes")
    }
  }
}
