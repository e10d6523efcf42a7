import GateKit
import HTTPWire

/// When somebody's service is ready.
struct ServiceReadiness: Sendable {
  let service: ServiceSettings
  let endpoint: TargetEndpoint

  /// - Parameter process: nil for a service that runs already.
  func wait(for process: SupervisedProcess?) async throws {
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
