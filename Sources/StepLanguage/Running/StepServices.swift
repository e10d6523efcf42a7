import GateKit
import GateModel
import HTTPWire
import JSONDocument

/// What steps work with: the same for every step of one case.
public struct StepServices: Sendable {
  public let target: any RunningTarget
  /// Talks to the target.
  public let client: HTTPWireClient
  /// Measures and waits.
  public let clock: any Clock<Duration>
  /// The seed of the case.
  public let seed: UInt64
  /// Runs commands; nil where none may run.
  public let processes: (any ProcessRunner)?
  /// The target's API document, for expectations by operation.
  let contract: ContractDocument
  let loops: WireLoops
  /// Connections that stay open from step to step.
  let streams = OpenStreams()
  private var tools: [ObjectIdentifier: any Sendable] = [:]

  public init(
    target: any RunningTarget, loops: WireLoops, clock: any Clock<Duration> = ContinuousClock(), seed: UInt64 = 0,
    processes: (any ProcessRunner)? = nil, contract: ContractDocument = ContractDocument()
  ) {
    self.target = target
    self.clock = clock
    self.seed = seed
    self.processes = processes
    self.contract = contract
    self.loops = loops
    client = HTTPWireClient(endpoint: WireEndpoint(target.endpoint), loops: loops)
  }

  /// What a gate lends to the steps that it adds, by type.
  public subscript<Tool: Sendable>(_ type: Tool.Type) -> Tool? {
    get { tools[ObjectIdentifier(type)] as? Tool }
    set { tools[ObjectIdentifier(type)] = newValue }
  }

  /// The variables that every case starts with: `${target.NAME}`.
  public var initialVariables: Variables {
    var variables = Variables(seed: seed)
    for (name, value) in target.variables { variables["target.\(name)"] = .string(value) }
    return variables
  }

  /// Closes every connection that a step opened.
  public func close() async {
    await streams.closeAll()
    await client.close()
  }
}
