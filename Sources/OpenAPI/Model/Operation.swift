import JSONDocument

/// One method of one path.
///
/// It never changes, and everything that is said about a call refers to it: a reference is cheaper than a copy of all its parts.
public final class Operation: Sendable {
  /// In capitals.
  public let method: String
  /// The template as the document has it: `/v1/sessions/{id}`.
  public let path: String
  public let operationID: String?
  public let tags: [String]
  public let isDeprecated: Bool
  /// What `x-sunset` says: the day from which the operation may be gone.
  public let sunset: String?
  /// Those of the path item included; sorted as the document has them.
  public let parameters: [Parameter]
  public let requestBody: RequestBody?
  public let responses: [Response]
  /// The alternatives that the document allows; empty when it demands no credentials. An alternative without schemes is anonymous.
  public let security: [SecurityRequirement]
  /// Its own servers, else those of its path, else the document's.
  public let servers: [Server]
  /// What `x-requirements` lists.
  public let requirements: [String]
  public let pointer: JSONPointer
  /// `POST /v1/sessions`: names the operation in plans and findings.
  public let name: String

  init(
    method: String, path: String, operationID: String?, tags: [String], isDeprecated: Bool, sunset: String?, parameters: [Parameter],
    requestBody: RequestBody?, responses: [Response], security: [SecurityRequirement], servers: [Server], requirements: [String],
    pointer: JSONPointer
  ) {
    (self.method, self.path, self.operationID, self.tags) = (method, path, operationID, tags)
    (self.isDeprecated, self.sunset, self.parameters, self.requestBody) = (isDeprecated, sunset, parameters, requestBody)
    (self.responses, self.security, self.servers) = (responses, security, servers)
    (self.requirements, self.pointer) = (requirements, pointer)
    name = "\(method) \(path)"
  }

  /// The path of its first server, without a slash at the end; most often empty.
  public var basePath: String { servers.first?.basePath ?? "" }

  /// Whether the document demands credentials: there are alternatives and none of them is anonymous.
  public var requiresCredentials: Bool { !security.isEmpty && !security.contains { $0.schemes.isEmpty } }

  /// What the document says about a status: the exact one, else its class (`4XX`), else `default`.
  public func response(for status: Int) -> Response? {
    let index =
      responses.firstIndex { $0.status == .exact(status) } ?? responses.firstIndex { $0.status == .range(status / 100) }
      ?? responses.firstIndex { $0.status == .other }
    return index.map { responses[$0] }
  }

  /// Whether the status is declared by itself or by its class, not only by `default`.
  public func declares(_ status: Int) -> Bool {
    responses.contains { $0.status == .exact(status) || $0.status == .range(status / 100) }
  }

  public func parameter(_ name: String, in location: Parameter.Location) -> Parameter? {
    parameters.first { $0.location == location && $0.hasName(name) }
  }
}
