import HTTPTypes
import Testing

@testable import ReferenceService

@Suite struct RouteTableTests {
  private func route(_ method: HTTPRequest.Method, _ path: String, _ id: String) -> Route {
    Route(method, path, operationID: id, access: .open) { _ in ServiceResponse(status: .ok) }
  }

  private func describe(_ match: RouteTable.Match) -> String {
    switch match {
    case .found(let route, let parameters):
      "\(route.operationID) \(parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ","))"
    case .methodNotAllowed(let allow): "405 \(allow.joined(separator: ","))"
    case .malformedPath: "400"
    case .notFound: "404"
    }
  }

  @Test(
    "matches method and path",
    arguments: [
      ("GET", "/a", "list "), ("HEAD", "/a", "list "), ("POST", "/a", "create "), ("PUT", "/a", "405 GET,HEAD,POST"),
      ("BREW", "/a/x", "405 DELETE"), ("DELETE", "/a/x", "remove id=x"), ("GET", "/a/me", "me "), ("DELETE", "/a/me", "405 GET,HEAD"),
      ("DELETE", "/a/x%2Fy", "remove id=x/y"), ("DELETE", "/a/%zz", "400"), ("DELETE", "/a/%00", "400"), ("GET", "/a/", "404"),
      ("GET", "//a", "404"), ("GET", "/b", "404"), ("GET", "*", "400"), ("HEAD", "/only-post", "405 POST"),
    ])
  func matches(method: String, path: String, expected: String) throws {
    let table = try RouteTable([
      route(.get, "/a", "list"), route(.post, "/a", "create"), route(.delete, "/a/{id}", "remove"), route(.get, "/a/me", "me"),
      route(.post, "/only-post", "post"),
    ])
    let given = try #require(HTTPRequest.Method(rawValue: method))
    #expect(describe(table.match(given, path: path)) == expected)
  }

  @Test("refuses routes that no request could tell apart")
  func conflicts() {
    #expect(throws: RouteTable.Problem.self) { try RouteTable([route(.get, "/a/{x}", "one"), route(.get, "/a/{x}", "two")]) }
    #expect(throws: RouteTable.Problem.self) { try RouteTable([route(.get, "/a/{x}", "one"), route(.post, "/a/{y}", "two")]) }
    #expect(throws: RouteTable.Problem.self) { try RouteTable([route(.get, "/a", "one"), route(.get, "/b", "one")]) }
    #expect(throws: RouteTable.Problem.self) { try RouteTable([route(.get, "/a/", "one")]) }
  }
}
