import FaultProxy
import GateKit
import GateModel

/// The proxies of one scenario and the faults in force on them. Lent to fault and heal steps.
actor FaultDesk {
  private struct Entry {
    var applied: FaultProxy.Applied
    var fault: Fault
    var location: SourceLocation
  }

  private let proxies: [String: any DependencyProxy]
  private var inForce: [String: [Entry]] = [:]
  /// What every healed fault did, with its dependency, in the order of healing.
  private(set) var history: [(dependency: String, evidence: FaultEvidence)] = []

  init(proxies: [String: any DependencyProxy]) {
    self.proxies = proxies
  }

  /// Starts a proxy before each named dependency.
  /// - Throws: `GateError` for a name that the target does not have.
  static func open(
    _ names: [String], before dependencies: [String: TargetEndpoint], at location: SourceLocation, start: ProxyStarter
  ) async throws -> FaultDesk {
    var proxies: [String: any DependencyProxy] = [:]
    do {
      for name in names {
        guard let endpoint = dependencies[name] else {
          throw GateError(
            "the target has no dependency '\(name)'", at: location, remedy: "It has: \(dependencies.keys.sorted().joined(separator: ", "))")
        }
        proxies[name] = try await start(endpoint.host, endpoint.port)
      }
      return FaultDesk(proxies: proxies)
    } catch {
      for proxy in proxies.values { await proxy.stop() }
      throw error
    }
  }

  /// Where the target is to connect instead.
  var overrides: [String: TargetEndpoint] { proxies.mapValues { TargetEndpoint(host: $0.host, port: $0.port) } }

  func apply(_ fault: Fault, _ schedule: FaultSchedule, on name: String, at location: SourceLocation) async throws {
    guard let proxy = proxies[name] else {
      throw GateError("no proxy stands before '\(name)'", at: location, remedy: "Add it to the scenario's dependencies")
    }
    let applied: FaultProxy.Applied
    do {
      applied = try await proxy.apply(fault, schedule)
    } catch let error as FaultProxyError {
      throw GateError("\(error)", at: location, remedy: "See the table of faults in the documentation of scenarios")
    }
    inForce[name, default: []].append(Entry(applied: applied, fault: fault, location: location))
  }

  /// Ends the faults on one dependency, or on all.
  /// - Throws: `GateError` where none was in force, and for the first that touched nothing: what came after it proves nothing.
  func heal(_ name: String?, at location: SourceLocation) async throws {
    let names = name.map { [$0] } ?? inForce.keys.sorted()
    let entries = names.flatMap { inForce[$0] ?? [] }
    guard !entries.isEmpty else {
      throw GateError("there is no fault to heal\(name.map { " on '\($0)'" } ?? "")", at: location, remedy: "Put a 'fault' step before it")
    }
    if let toothless = try await end(names) { throw toothless }
  }

  /// Ends whatever is in force.
  /// - Returns: the error of the first fault that touched nothing.
  func healAll() async throws -> GateError? { try await end(inForce.keys.sorted()) }

  func close() async {
    for name in proxies.keys.sorted() { await proxies[name]?.stop() }
  }

  private func end(_ names: [String]) async throws -> GateError? {
    var toothless: GateError?
    for name in names {
      for entry in (inForce.removeValue(forKey: name) ?? []).reversed() {
        guard let evidence = try await proxies[name]?.heal(entry.applied) else { continue }
        history.append((name, evidence))
        // Evidence of another fault is none of this one.
        guard !evidence.bit || evidence.fault != entry.fault, toothless == nil else { continue }
        toothless = GateError(
          "the fault '\(entry.fault.name)' on '\(name)' touched nothing (\(evidence)), so the scenario proves nothing",
          at: entry.location,
          remedy: "See that the service uses the dependency while the fault is in force, and connects through the proxy")
      }
    }
    return toothless
  }
}
