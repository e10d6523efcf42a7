import Foundation
import GateKit
import HTTPWire

/// Starts somebody's service as `gatehouse.yml` says, or finds the one that runs already.
struct CommandLauncher: TargetLauncher {
  let service: ServiceSettings
  let work: BackgroundWork
  /// Runs what prints tokens.
  let processes: any ProcessRunner
  /// Absolute path of the folder that `gatehouse.yml` is in.
  let root: String

  func dependencies() async throws -> [String: TargetEndpoint] { service.dependencies }

  func launch(_ request: TargetRequest) async throws -> any RunningTarget {
    var tls = service.tls
    tls.authorityFile = tls.authorityFile.map { TargetPath.absolute($0, root: root) }
    if service.command.isEmpty {
      let template = ServiceTemplate(port: 0, dependencies: service.dependencies, options: request.options)
      return try await ready(
        CommandTarget(service: service, endpoint: try template.endpoint(service.address, tls: tls), process: nil), template)
    }
    let port = try FreePort.find()
    var dependencies = service.dependencies
    for (name, endpoint) in request.dependencies { dependencies[name] = endpoint }
    let template = ServiceTemplate(port: port, dependencies: dependencies, options: request.options)
    let endpoint = try template.endpoint(service.address, tls: tls)
    let command = ServiceCommand(
      arguments: try service.command.map(template.fill), environment: try service.environment.mapValues(template.fill),
      directory: service.directory.map { "\(root)/\($0)" } ?? root)
    let process = SupervisedProcess(command: command, label: request.label)
    work.add { await process.run() }
    return try await ready(CommandTarget(service: service, endpoint: endpoint, process: process), template)
  }

  /// The target once it answers, with the tokens of its identities.
  private func ready(_ started: CommandTarget, _ template: ServiceTemplate) async throws -> CommandTarget {
    var target = started
    do {
      try await target.waitUntilReady()
      target.identities = try await IdentityResolver(identities: service.identities, processes: processes, root: root).resolve(template)
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
  /// Nil for a service that runs already.
  let process: SupervisedProcess?
  var identities: [String: TargetIdentity] = [:]

  var documentPath: String? { service.documentPath }
  var defaultIdentity: String? { service.defaultIdentity }
  var databaseURL: String? { service.databaseURL }
  var clock: (any TargetClock)? { nil }
  var variables: [String: String] { ["port": String(endpoint.port), "host": endpoint.host] }

  func logLines() async -> [String] { await process?.output ?? [] }
  func stop() async { await process?.stop() }

  func waitUntilReady() async throws {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: service.readyWithin)
    let path = service.readyPath
    var last = "it does not listen yet"
    while clock.now < deadline {
      if let process, let end = await process.end {
        throw TargetError(
          "the service ended before it was ready: \(end)", remedy: "Run its command by hand: \(service.command.joined(separator: " "))",
          output: await process.output)
      }
      do {
        let status = try await ReadinessProbe.status(of: endpoint, path: path)
        if (200..<300).contains(status) { return }
        last = "GET \(path) answers \(status)"
      } catch let error as WireError where error.kind == .untrusted {
        throw TargetError(
          "the service at \(endpoint) can't be trusted: \(error.detail)",
          remedy: "Name its certificate or authority under `service.tls.ca`, its name under `service.tls.server_name`",
          output: await process?.output ?? [])
      } catch {
        try Task.checkCancellation()
        last = String(describing: error)
      }
      try await clock.sleep(for: .milliseconds(20))
    }
    throw TargetError(
      "the service at \(endpoint) was not ready within \(service.readyWithin): \(last)",
      remedy: "Check `service.address` and `service.ready`, or give it more time with `service.ready.within`",
      output: await process?.output ?? [])
  }
}
