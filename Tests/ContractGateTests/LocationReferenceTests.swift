import Testing

@testable import ContractGate

@Suite struct LocationReferenceTests {
  @Test(
    "resolves a Location against the request that it answers",
    arguments: [
      ("/v1/items/7", "/v1/items/7"), ("items/7", "/v1/items/7"), ("../v1/items/7", "/v1/items/7"), ("./items/7?x=1#y", "/v1/items/7"),
      ("http://127.0.0.1:80/v1/items/7", "/v1/items/7"), ("//127.0.0.1:80/v1/items/7", "/v1/items/7"), ("", "/v1/items"),
      ("/v1/a:b", "/v1/a:b"), ("http://127.0.0.1:80", "/"), ("/../../v1/items/", "/v1/items/"),
    ])
  func resolves(row: (text: String, path: String)) {
    #expect(LocationReference(row.text, from: "/v1/items?a=b", authority: "127.0.0.1:80").path == row.path)
  }

  @Test(
    "another origin has no path here",
    arguments: ["http://elsewhere.invalid/v1/items/7", "//elsewhere.invalid/x", "https://127.0.0.1:80/x", "urn:isbn:7", "mailto:a@b"])
  func elsewhere(text: String) {
    #expect(LocationReference(text, from: "/v1/items", authority: "127.0.0.1:80").path == nil)
  }
}
