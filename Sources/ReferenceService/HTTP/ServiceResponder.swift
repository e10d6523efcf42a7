import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The path of every request: correlate, match, authenticate, read, handle, map errors, record.
struct ServiceResponder: HTTPResponder {
  typealias Context = ServiceRequestContext

  let table: RouteTable
  let authenticator: any RequestAuthenticating
  let admission: any RequestAdmitting
  let bodies: RequestBodyReader
  let requestIDs: any RequestIDRule
  let hosts: any HostRule
  let scopes: any ScopeRule
  let interceptors: [any RequestInterceptor]
  let errors: any ErrorMapping
  let clock: any ServiceClock
  let random: any ServiceRandom
  let metrics: RequestMetrics
  let logger: Logger

  func respond(to request: Request, context: ServiceRequestContext) async throws -> Response {
    let started = clock.now()
    let correlation = try CorrelationID(headers: request.headers, random: random, rule: requestIDs)
    var logger = logger
    logger[metadataKey: "correlation_id"] = "\(correlation.requestID)"
    if let trace = correlation.traceID { logger[metadataKey: "trace_id"] = "\(trace)" }

    var operationID = "unmatched"
    var answer: ServiceResponse
    do {
      answer = try await handle(request, peer: context.peerAddress, correlation: correlation, logger: logger, operationID: &operationID)
    } catch {
      answer = try refuse(error, correlation: correlation, logger: logger)
    }
    let elapsed = clock.now().duration(since: started)
    metrics.record(operationID: operationID, method: request.method.rawValue, status: answer.status.code, elapsed: elapsed)
    logger.info(
      "request",
      metadata: [
        "operation": "\(operationID)", "method": "\(request.method.rawValue.prefix(16))", "status": "\(answer.status.code)",
        "duration_us": "\(elapsed.wholeMicroseconds)",
      ])
    return Self.write(answer, correlation: correlation, isHead: request.method == .head)
  }

  private func handle(
    _ request: Request, peer: String?, correlation: CorrelationID, logger: Logger, operationID: inout String
  ) async throws -> ServiceResponse {
    guard hosts.isValid(request.head.authority, further: request.headers[values: .host].count) else {
      throw ServiceError.invalidRequest("The request must name one host.")
    }
    let (path, query) = Self.splitTarget(request.head.path ?? "/")
    let (route, parameters) = try find(request.method, path: path)
    operationID = route.operationID
    var incoming = ServiceRequest(
      method: request.method, path: String(path), parameters: parameters, query: try Self.parse(query: query), headers: request.headers,
      body: [], correlation: correlation, principal: nil, peerAddress: peer, logger: logger)
    let isCounted = try await admission.admit(incoming, operationID: operationID, stage: .anonymous)
    if case .bearer(let scope) = route.access {
      let principal = try await authenticator.authenticate(incoming)
      if let scope, !scopes.grants(scope, to: principal) { throw ServiceError.forbidden("The token lacks the scope '\(scope)'.") }
      incoming.principal = principal
      // Where the counters have just been found away, they are not waited for again.
      if isCounted { _ = try await admission.admit(incoming, operationID: operationID, stage: .authenticated) }
    }
    incoming = incoming.with(body: try await bodies.read(request, rule: route.body))
    return try await call(route, interceptors[...], incoming)
  }

  private func find(_ method: HTTPRequest.Method, path: Substring) throws -> (Route, [String: String]) {
    switch table.match(method, path: path) {
    case .found(let route, let parameters): return (route, parameters)
    case .methodNotAllowed(let allow): throw ServiceError.methodNotAllowed(allow: allow)
    case .malformedPath: throw ServiceError.invalidRequest("The path is not validly encoded.")
    case .notFound: throw ServiceError.notFound("No such path.")
    }
  }

  private func call(_ route: Route, _ rest: ArraySlice<any RequestInterceptor>, _ request: ServiceRequest) async throws -> ServiceResponse {
    guard let first = rest.first else { return try await route.handler(request) }
    return try await first.intercept(request, operationID: route.operationID) { try await call(route, rest.dropFirst(), $0) }
  }

  private func refuse(_ error: any Error, correlation: CorrelationID, logger: Logger) throws -> ServiceResponse {
    let refusal = errors.refusal(for: error)
    if !(error is any RefusableError) {
      logger.error("request failed", metadata: ["error_type": "\(type(of: error))", "error": "\(LogRedaction.bounded(error))"])
    }
    return try .json(ErrorEnvelope(refusal, correlationID: correlation.requestID), status: refusal.status, headers: refusal.headers)
  }

  private static func write(_ answer: ServiceResponse, correlation: CorrelationID, isHead: Bool) -> Response {
    var headers = answer.headers
    headers[.requestID] = correlation.requestID
    headers[.contentTypeOptions] = "nosniff"
    if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    let body = isHead || answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
    if answer.status.code >= 200 && answer.status != .notModified && answer.status != .noContent {
      headers[.contentLength] = String(answer.body.count)
    }
    return Response(status: answer.status, headers: headers, body: body)
  }

  private static func splitTarget(_ target: String) -> (path: Substring, query: Substring) {
    guard let mark = target.firstIndex(of: "?") else { return (target[...], "") }
    return (target[..<mark], target[target.index(after: mark)...])
  }

  private static func parse(query: Substring) throws -> [(name: String, value: String)] {
    guard !query.isEmpty else { return [] }
    return try query.split(separator: "&").prefix(64).map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count == 2 ? parts[1] : ""
      guard let name = PercentEncoding.decode(parts[0]), let text = PercentEncoding.decode(value) else {
        throw ServiceError.invalidRequest("The query is not validly encoded.")
      }
      return (name, text)
    }
  }
}

extension ServiceRequest {
  func with(body: [UInt8]) -> ServiceRequest {
    ServiceRequest(
      method: method, path: path, parameters: parameters, query: query, headers: headers, body: body, correlation: correlation,
      principal: principal, peerAddress: peerAddress, logger: logger)
  }
}
