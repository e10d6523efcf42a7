import FaultProxy

/// What a scenario needs of a proxy before a dependency.
public protocol DependencyProxy: Sendable {
  var host: String { get }
  var port: Int { get }
  /// Puts a fault in force, or makes it wait for what its schedule says; done when it returns.
  func apply(_ fault: Fault, _ schedule: FaultSchedule) async throws -> FaultProxy.Applied
  /// Ends a fault and says what it did.
  func heal(_ applied: FaultProxy.Applied) async throws -> FaultEvidence
  func stop() async
}

extension FaultProxy: DependencyProxy {}

/// Starts a proxy before a host and port.
public typealias ProxyStarter = @Sendable (_ host: String, _ port: Int) async throws -> any DependencyProxy
