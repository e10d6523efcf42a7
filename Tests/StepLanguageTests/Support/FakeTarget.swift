import GateKit
import HTTPWire

/// A target that is nothing but an endpoint, log lines and a clock that counts.
struct FakeTarget: RunningTarget {
  var endpoint: TargetEndpoint
  var documentPath: String?
  var identities: [String: TargetIdentity] = [
    "alice": TargetIdentity(headers: [TargetHeader(name: "Authorization", value: "Bearer alice-secret-token")])
  ]
  var defaultIdentity: String? = nil
  var databaseURL: String? { nil }
  var clock: (any TargetClock)? = nil
  var variables: [String: String] = ["region": "north"]
  var lines: [String] = []

  func logLines() async -> [String] { lines }
  func stop() async {}
}

actor CountingClock: TargetClock {
  private(set) var total = Duration.zero
  func advance(by duration: Duration) async { total += duration }
  func setBack(by duration: Duration) async { total -= duration }
}
