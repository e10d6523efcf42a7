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
    let readiness = ServiceReadiness(service: service, endpoint: endpoint)
    let process = ServiceProcess(
      port: port, work: work, make: { SupervisedProcess(command: command, label: request.label) },
      ready: { try await readiness.wait(for: $0) })
    return try await ready(CommandTarget(service: service, endpoint: endpoint, process: process), template)
  }

  /// The target once it answers, with the tokens of its identities.
  private func ready(_ started: CommandTarget, _ template: ServiceTemplate) async throws -> CommandTarget {
    var target = started
    do {
      try await target.waitUntilReady()
      let resolver = IdentityResolver(identities: service.identities, processes: processes, root: root)
      let keeper = IdentityKeeper { try await resolver.resolve($0, template) }
      target.identities = try await keeper.start(Array(service.identities.keys))
      if await keeper.expires { target.keeper = keeper }
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
  let process: ServiceProcess?
  var identities: [String: TargetIdentity] = [:]
  /// Nil where no identity has a token that ends.
  var keeper: IdentityKeeper?

  var documentPath: String? { service.documentPath }
  var defaultIdentity: String? { service.defaultIdentity }
  var databaseURL: String? { service.databaseURL }
  var clock: (any TargetClock)? { nil }
  var variables: [String: String] { ["port": String(endpoint.port), "host": endpoint.host] }

  var processes: [String: any TargetProcess] { process.map { ["service": $0] } ?? [:] }

  func logLines() async -> [String] { await process?.output() ?? [] }
  func stop() async { await process?.stop() }

  var renewsIdentities: Bool { keeper != nil }
  func renewedIdentities() async throws -> [String: TargetIdentity] { try await keeper?.renewed() ?? [:] }

  func waitUntilReady() async throws {
    if let process { return try await process.waitUntilReady() }
    try await ServiceReadiness(service: service, endpoint: endpoint).wait(for: nil)
  }
}
