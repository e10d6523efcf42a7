import FaultProxy
import GateKit
import GateModel
import StepLanguage

/// `fault: KIND` with `dependency: NAME`: puts a fault in force until it is healed.
///
/// Kinds: `latency` (`delay`, `jitter`, `direction`), `refuse`, `close-port`, `cut`, `down`, `blackhole` (`direction`),
/// `cut-after` (`bytes`, `direction`).
struct FaultStep: StepAction {
  static let keyword = "fault"
  private static let kinds = ["latency", "refuse", "close-port", "cut", "down", "blackhole", "cut-after"]
  private static let directions: [String: FaultDirection] = ["to-dependency": .toUpstream, "to-service": .toClient, "both": .both]

  let dependency: String
  private let fault: Fault
  private let location: SourceLocation

  init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    location = node.location
    dependency = try mapping.required("dependency").text("dependency")
    let kind = try node.text(Self.keyword)
    switch kind {
    case "latency":
      let delay = try mapping.required("delay").duration("delay")
      let jitter = try mapping.optional("jitter")?.duration("jitter") ?? .zero
      let seed = try mapping.optional("seed")?.integer("seed", in: 0...Int.max) ?? 0
      fault = .latency(delay: delay, jitter: jitter, seed: UInt64(seed), direction: try Self.direction(&mapping))
    case "refuse": fault = .refuse
    case "close-port": fault = .closePort
    case "cut": fault = .cut
    case "down": fault = .down
    case "blackhole": fault = .blackhole(direction: try Self.direction(&mapping))
    case "cut-after":
      let bytes = try mapping.required("bytes").integer("bytes", in: 0...(1 << 30))
      fault = .cutAfter(bytes: bytes, direction: try Self.direction(&mapping))
    default:
      throw GateError("'\(kind)' is no fault", at: node.location, remedy: NearestName.advice(for: kind, in: Self.kinds))
    }
  }

  var summary: String { "\(fault.name) on \(dependency)" }

  func run(in scope: inout StepScope) async throws {
    guard let desk = scope.services[FaultDesk.self] else {
      throw GateError("faults are not possible here", at: location, remedy: "Use them in a scenario")
    }
    try await desk.apply(fault, on: dependency, at: location)
  }

  private static func direction(_ mapping: inout YAMLMapping) throws -> FaultDirection {
    guard let node = mapping.optional("direction") else { return .both }
    let text = try node.text("direction")
    guard let direction = directions[text] else {
      throw GateError("'\(text)' is no direction", at: node.location, remedy: NearestName.advice(for: text, in: Array(directions.keys)))
    }
    return direction
  }
}
