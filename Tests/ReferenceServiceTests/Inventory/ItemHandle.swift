import HTTPWire
import Testing

/// An item that a test works with.
struct ItemHandle: Sendable {
  let harness: ServiceHarness
  let id: String
  let headers: WireHeaders

  static func create(_ harness: ServiceHarness, units: Int) async throws -> ItemHandle {
    let headers = try await harness.authorization()
    let answer = try await harness.post("/v1/inventory/items", #"{"title":"amphora","units":\#(units)}"#, headers: headers)
    try #require(answer.status == 201, "\(answer.json)")
    return ItemHandle(harness: harness, id: try #require(answer.json["item_id"]?.string), headers: headers)
  }

  var path: String { "/v1/inventory/items/\(id)" }

  func reserve(_ units: Int) async throws -> ServiceHarness.Answer {
    try await harness.post("\(path)/reservations", #"{"units":\#(units)}"#, headers: headers)
  }

  func available() async throws -> Int? { try await harness.get(path, headers: headers).json["units_available"]?.int }

  /// Statuses of simultaneous requests.
  func burst(_ requests: [WireRequest]) async throws -> [Int] {
    let burst = Burst(endpoint: harness.endpoint, loops: harness.loops)
    let result = try await burst.run(requests)
    await burst.close()
    try #require(result.overlap.happened)
    return result.responses.map(\.status)
  }
}
