import ArgumentParser
import Foundation
import GateEngine

/// What all commands share: errors become one message and exit code 2.
enum Command {
  /// - Parameter body: does the work and returns the exit code.
  static func run(_ body: @Sendable () async throws -> Int32) async throws {
    let code: Int32
    do {
      code = try await body()
    } catch {
      Console.error("gatehouse: \(error)")
      throw ExitCode(2)
    }
    if code != 0 { throw ExitCode(code) }
  }
}

/// Runs work that SIGINT and SIGTERM end in order.
enum Interruptible {
  /// Cancels the work, which leaves nothing behind then.
  static func cancelling(_ body: @escaping @Sendable () async throws -> Int32) async throws -> Int32 {
    let signals = Signals()
    let received = signals.received
    return try await withThrowingTaskGroup(of: Int32?.self) { group in
      group.addTask {
        for await name in received { throw CommandError("interrupted by \(name)", remedy: "Nothing was decided") }
        return nil
      }
      group.addTask { try await body() }
      defer { group.cancelAll() }
      while let next = try await group.next() { if let code = next { return code } }
      return 2
    }
  }

  static func run(_ control: RunControl, _ body: @escaping @Sendable () async throws -> Int32) async throws -> Int32 {
    let signals = Signals()
    let received = signals.received
    return try await withThrowingTaskGroup(of: Int32?.self) { group in
      group.addTask {
        for await name in received {
          await control.interrupt("interrupted by \(name)")
          break
        }
        return nil
      }
      group.addTask { try await body() }
      defer { group.cancelAll() }
      while let next = try await group.next() { if let code = next { return code } }
      return 2
    }
  }
}
