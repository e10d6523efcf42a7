import ReferenceService

/// What can be wrong with how requests are taken that nobody sends by accident.
enum HostileRequestDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "request.two-hosts-taken", requirements: ["GH-REQ-1"], "A request may name any number of hosts.",
      change: .parts { $0.hosts = AnyHosts() }),
    SeededDefect(
      "request.id-echoed", requirements: ["GH-REQ-2"], "Whatever a caller calls the request goes into the answer and the log.",
      change: .parts { $0.requestIDs = EveryRequestID() }),
    SeededDefect(
      "request.parameter-is-a-path", requirements: ["GH-REQ-3"], "A parameter of the path is looked up in the file system.",
      change: .parts { $0.interceptors.append(FileOfTheParameter()) }),
    SeededDefect(
      "request.body-unbounded", requirements: ["GH-REQ-4"], "A body may be of any size.",
      change: .parts { $0.bodyBounds = NoBodyBound() }),
    SeededDefect(
      "request.body-waits", requirements: ["GH-REQ-4"], "A body that does not come is waited for.",
      change: .configuration { $0.timeouts.body = .seconds(60) }),
  ]
}

private struct AnyHosts: HostRule {
  func isValid(_ authority: String?, further: Int) -> Bool { true }
}

private struct EveryRequestID: RequestIDRule {
  func accepts(_ text: String) -> Bool { true }
}

private struct FileOfTheParameter: RequestInterceptor {
  func intercept(
    _ request: ServiceRequest, operationID: String, next: @Sendable (ServiceRequest) async throws -> ServiceResponse
  ) async throws -> ServiceResponse {
    for (_, value) in request.parameters where value.contains("/") || value.contains("..") {
      let name = value.split(separator: "/").last.map { String($0) } ?? ""
      return ServiceResponse(status: .ok, headers: [:], body: Array("root:x:0:0:\(name)".utf8))
    }
    return try await next(request)
  }
}

private struct NoBodyBound: BodyBounding {
  func bound(for bytes: Int) -> Int { 64 << 20 }
}
