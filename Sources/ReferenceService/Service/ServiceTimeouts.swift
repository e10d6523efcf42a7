/// How long the service waits at each place before it gives up.
public struct ServiceTimeouts: Sendable, Equatable {
  /// Opening one connection to the store.
  public var connect: Duration = .seconds(15)
  /// Waiting for a free connection of the pool.
  public var poolAcquire: Duration = .seconds(10)
  /// Preparing the schema at start.
  public var migrate: Duration = .seconds(30)
  /// One statement.
  public var query: Duration = .seconds(2)
  /// Receiving the body of a request.
  public var body: Duration = .seconds(10)
  /// From the start of the process to the open port.
  public var start: Duration = .seconds(60)
  /// Letting requests finish when the service is told to stop.
  public var shutdown: Duration = .seconds(5)

  public init() {}

  func problems() -> [ConfigurationProblem] {
    let all: [(String, Duration)] = [
      ("connect", connect), ("poolAcquire", poolAcquire), ("migrate", migrate), ("query", query), ("body", body), ("start", start),
      ("shutdown", shutdown),
    ]
    return all.filter { $0.1 <= .zero }.map {
      ConfigurationProblem("timeouts.\($0.0)", "must be longer than zero.", remedy: "Give a positive duration.")
    }
  }
}
