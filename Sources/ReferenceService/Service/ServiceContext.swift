import NIOCore

/// A bounded context as the service composes it: its operations, what it prepares before the port opens, and what it does beside requests.
public protocol ServiceContext: Sendable {
  /// The operations, in the order in which they are documented.
  var routes: [Route] { get }

  /// Called once, after the schema is there and before the port opens.
  func prepare() async throws

  /// Work beside requests; handles its own failures and returns when the task is cancelled. Started after ``prepare()``.
  func run() async

  /// Handlers between the HTTP codec and the request loop of each connection, for a context that upgrades it (RFC 9110 section 7.8).
  func channelHandlers() -> [any RemovableChannelHandler]
}

extension ServiceContext {
  public func prepare() async throws {}
  public func run() async {}
  public func channelHandlers() -> [any RemovableChannelHandler] { [] }
}
