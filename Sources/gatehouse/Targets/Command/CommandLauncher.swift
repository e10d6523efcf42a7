import Foundation
import GateKit
import HTTPWire

/// Starts somebody's service as `gatehouse.yml` says.
struct CommandLauncher: TargetLauncher {
  let service: ServiceSettings
  let work: BackgroundWork
  /// Absolute path of the folder that `gatehouse.yml` is in.
  let root: String

  func dependencies() async throws -> [String: TargetEndpoint] { service.dependencies }

  func launch(_ request: TargetRequest) async throws -> any RunningTarget {
    let port = try FreePort.find()
    var dependencies = service.dependencies
    for (name, endpoint) in request.dependencies { dependencies[name] = endpoint }
    let template = ServiceTemplate(port: port, dependencies: dependencies, options: request.options)
    let endpoint = try template.endpoint(service.address)
    let command = ServiceCommand(
      arguments: try service.command.map(template.fill), environment: try service.environment.mapValues(template.fill),
      directory: service.directory.map { "\(root)/\($0)" } ?? root)
    let process = SupervisedProcess(command: command, label: request.label)
    work.add { await process.run() }
    let target = CommandTarget(service: service, endpoint: endpoint, process: process)
    do {
      try await target.waitUntilReady()
    } catch {
      await target.stop()
      throw error
    }
    return target
  }
}

/// One running instance of somebody's service.
struct CommandTarget: RunningTarget {
  let service: ServiceSettings
  let endpoint: TargetEndpoint
  let process: SupervisedProcess

  var documentPath: String? { service.documentPath }
  var identities: [String: TargetIdentity] { service.identities }
  var defaultIdentity: String? { service.defaultIdentity }
  var databaseURL: String? { service.databaseURL }
  var clock: (any TargetClock)? { nil }
  var variables: [String: String] { ["port": String(endpoint.port), "host": endpoint.host] }

  func logLines() async -> [String] { await process.output }
  func stop() async { await process.stop() }

  func waitUntilReady() async throws {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: service.readyWithin)
    let path = service.readyPath
    var last = "it does not listen yet"
    while clock.now < deadline {
      if let end = await process.end {
        throw TargetError(
          "the service ended before it was ready: \(end)", remedy: "Run its command by hand: \(service.command.joined(separator: " "))",
          output: await process.output)
      }
      do {
        let status = try await ReadinessProbe.status(of: endpoint, path: path)
        if (200..<300).contains(status) { return }
        last = "GET \(path) answers \(status)"
      } catch {
        try Task.checkCancellation()
        last = String(describing: error)
      }
      try await clock.sleep(for: .milliseconds(20))
    }
    throw TargetError(
      "the service at \(endpoint) was not ready within \(service.readyWithin): \(last)",
      remedy: "Check `service.address` and `service.ready`, or give it more time with `service.ready.within`", output: await process.output)
  }
}
