import FaultProxy
import GateKit

/// A kind of fault that files can name: its keys, and how it is made of them.
struct FaultKind: Sendable {
  let name: String
  var required: [String] = []
  var optional: [String] = []
  let make: @Sendable (FaultFields) throws -> Fault

  /// Which connections and when, for every kind.
  static let scheduleKeys = ["connections", "first", "every", "after", "until"]

  static let all: [FaultKind] = tcp + http

  private static let tcp: [FaultKind] = [
    FaultKind(name: "latency", required: ["delay"], optional: ["jitter", "seed", "direction"]) { fields in
      .latency(
        delay: try fields.duration("delay"), jitter: try fields.duration("jitter"),
        seed: UInt64(try fields.integer("seed", in: 0...Int.max)), direction: try direction(fields))
    },
    FaultKind(name: "bandwidth", required: ["rate"], optional: ["direction"]) { fields in
      .bandwidth(bytesPerSecond: try fields.integer("rate", in: 1...(1 << 40)), direction: try direction(fields))
    },
    FaultKind(name: "slice", required: ["bytes"], optional: ["gap", "direction"]) { fields in
      .slice(
        bytes: try fields.integer("bytes", in: 1...(1 << 20)), gap: try fields.duration("gap", or: .milliseconds(1)),
        direction: try direction(fields))
    },
    FaultKind(name: "slow-close", required: ["delay"], optional: ["direction"]) { fields in
      .slowClose(delay: try fields.duration("delay"), direction: try direction(fields))
    },
    FaultKind(name: "refuse") { _ in .refuse },
    FaultKind(name: "close-port") { _ in .closePort },
    FaultKind(name: "cut") { _ in .cut },
    FaultKind(name: "close") { _ in .close },
    FaultKind(name: "down") { _ in .down },
    FaultKind(name: "blackhole", optional: ["direction"]) { fields in .blackhole(direction: try direction(fields)) },
    FaultKind(name: "half-open", optional: ["lost"]) { fields in
      .halfOpen(lost: try fields.choice("lost", of: [("dependency", .upstream), ("service", .client)], or: .upstream))
    },
    FaultKind(name: "cut-after", required: ["bytes"], optional: ["direction", "ending"]) { fields in
      .cutAfter(
        bytes: try fields.integer("bytes", in: 0...(1 << 30)), direction: try direction(fields),
        ending: try fields.choice("ending", of: FaultEnding.allCases.map { ($0.rawValue, $0) }, or: .reset))
    },
  ]

  private static let http: [FaultKind] = [
    request("status", required: ["status"], optional: ["headers", "body"]) { fields in
      .status(
        try fields.integer("status", in: 200...599), headers: try fields.headers("headers"), body: try fields.text("body") ?? "")
    },
    request("malformed", required: ["part"]) { fields in
      .malformed(try fields.choice("part", of: HTTPMalformedPart.allCases.map { ($0.rawValue, $0) }, or: .statusLine))
    },
    request("empty", optional: ["part"]) { fields in
      .empty(try fields.choice("part", of: HTTPEmptyPart.allCases.map { ($0.rawValue, $0) }, or: .answer))
    },
    request("dribble", required: ["gap"], optional: ["bytes"]) { fields in
      .dribble(bytes: try fields.integer("bytes", in: 1...(1 << 20), or: 1), gap: try fields.duration("gap"))
    },
    request("redirect-loop", optional: ["status"]) { fields in
      .redirectLoop(status: try fields.integer("status", in: 300...399, or: 307))
    },
  ]

  /// A fault of HTTP: which requests it meets is said by `path` and `method`.
  private static func request(
    _ name: String, required: [String] = [], optional: [String] = [],
    answer: @escaping @Sendable (FaultFields) throws -> HTTPFaultAnswer
  ) -> FaultKind {
    FaultKind(name: name, required: required, optional: optional + ["path", "method"]) { fields in
      .http(HTTPFault(try answer(fields), path: try fields.text("path"), method: try fields.text("method")))
    }
  }

  private static func direction(_ fields: FaultFields) throws -> FaultDirection {
    try fields.choice("direction", of: [("to-dependency", .toUpstream), ("to-service", .toClient), ("both", .both)], or: .both)
  }
}
