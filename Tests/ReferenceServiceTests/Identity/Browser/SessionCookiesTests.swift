import HTTPTypes
import Testing

@testable import ReferenceService

@Suite struct SessionCookiesTests {
  private static let pair = RefreshTokens.Pair(
    access: .init(token: "a.b.c", tokenID: "t", keyID: "k", lifetime: .seconds(300), scope: "*"), refresh: "d.e.f", familyID: "family",
    refreshLifetime: .seconds(3_600))

  private static func cookies(isSecure: Bool = true) -> SessionCookies {
    SessionCookies(isSecure: isSecure, attributing: ClosedCookies())
  }

  @Test("Each cookie lives as long as what stands in it, and only the times can be read by scripts")
  func fields() {
    let fields = Self.cookies().fields(for: Self.pair, at: ServiceInstant(secondsSinceEpoch: 1_000)).map(\.value)
    #expect(
      fields == [
        "__Host-access=a.b.c; Path=/; Max-Age=300; HttpOnly; Secure; SameSite=Lax",
        "__Host-refresh=d.e.f; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Strict",
        "__Host-session=1300.4600; Path=/; Max-Age=3600; Secure; SameSite=Lax",
      ])
  }

  @Test("Without TLS neither the attribute nor the prefix that needs it is there")
  func insecure() {
    let fields = Self.cookies(isSecure: false).fields(for: Self.pair, at: ServiceInstant(secondsSinceEpoch: 0)).map(\.value)
    #expect(fields.map { String($0.prefix { $0 != "=" }) } == ["access", "refresh", "session"])
    #expect(!fields.contains { $0.contains("Secure") })
  }

  @Test("A cookie is removed with the attributes that it was set with")
  func removal() {
    let gone = "Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
    #expect(
      Self.cookies().removal.map(\.value) == [
        "__Host-access=; \(gone); HttpOnly; Secure; SameSite=Lax", "__Host-refresh=; \(gone); HttpOnly; Secure; SameSite=Strict",
        "__Host-session=; \(gone); Secure; SameSite=Lax",
      ])
  }

  @Test(
    "The value of a request's cookie is found, and none where it is not clear which counts",
    arguments: [
      ("__Host-access=a.b.c", "a.b.c"), ("x=1; __Host-access=a.b.c; y=2", "a.b.c"), ("__Host-access=a=b", "a=b"),
      ("x=1;__Host-access=a", "a"), ("", nil), ("__Host-access", nil), ("__Host-access=", nil), ("access=a", nil), ("__host-access=a", nil),
      ("__Host-access=a; __Host-access=b", nil), ("__Host-access=a; __Host-access=a", nil), ("__Host-access =a", nil),
    ])
  func value(field: String, expected: String?) {
    #expect(Self.cookies().value(of: .access, in: [.cookie: field]) == expected)
  }

  @Test("Fields of the same name count together")
  func severalFields() {
    var headers: HTTPFields = [:]
    headers[values: .cookie] = ["x=1", "__Host-refresh=a"]
    #expect(Self.cookies().value(of: .refresh, in: headers) == "a")
    headers[values: .cookie] = ["__Host-refresh=b", "__Host-refresh=a"]
    #expect(Self.cookies().value(of: .refresh, in: headers) == nil)
  }
}
