import CLibPQ

/// Makes connections without blocking (`PQconnectStart` and `PQconnectPoll`).
enum Connecting {
  static func connect(_ configuration: PostgresConfiguration) async throws -> ConnectionHandle {
    let limit = configuration.connectTimeout
    let deadline = ContinuousClock.now.advanced(by: limit)
    let handle = try start(configuration)
    do {
      var status = PGRES_POLLING_WRITING
      while status != PGRES_POLLING_OK {
        let pointer = try handle.open()
        switch status {
        case PGRES_POLLING_READING: try await SocketWait.wait(PQsocket(pointer), .readable, until: deadline)
        case PGRES_POLLING_WRITING: try await SocketWait.wait(PQsocket(pointer), .writable, until: deadline)
        default: throw PostgresError.connectionFailed(server: configuration.server, reason: handle.message)
        }
        status = PQconnectPoll(pointer)
      }
      guard PQsetnonblocking(try handle.open(), 1) == 0 else {
        throw PostgresError.connectionFailed(server: configuration.server, reason: handle.message)
      }
      return handle
    } catch is SocketWaitTimeout {
      handle.close()
      throw PostgresError.timeout(operation: "connect to \(configuration.server)", limit: limit)
    } catch {
      handle.close()
      throw error
    }
  }

  private static func start(_ configuration: PostgresConfiguration) throws -> ConnectionHandle {
    let pairs = configuration.keywords
    let keys = CStringArray(pairs.map(\.0))
    let values = CStringArray(pairs.map(\.1))
    let pointer = keys.withPointers { keys in values.withPointers { PQconnectStartParams(keys, $0, 0) } }
    guard let pointer else {
      throw PostgresError.connectionFailed(server: configuration.server, reason: "libpq has no memory")
    }
    let handle = ConnectionHandle(pointer)
    guard PQstatus(pointer) != CONNECTION_BAD, PQsocket(pointer) >= 0 else {
      throw PostgresError.connectionFailed(server: configuration.server, reason: handle.message)
    }
    PQsetNoticeProcessor(pointer, { _, _ in }, nil)
    return handle
  }
}

/// C strings with a closing nil, for libpq's keyword arrays.
private final class CStringArray {
  private var pointers: [UnsafePointer<CChar>?]

  init(_ texts: [String]) {
    pointers = texts.map { text in
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.utf8.count + 1)
      for (index, byte) in text.utf8.enumerated() { copy[index] = CChar(bitPattern: byte) }
      copy[text.utf8.count] = 0
      return UnsafePointer(copy)
    }
    pointers.append(nil)
  }

  deinit { for pointer in pointers { pointer?.deallocate() } }

  func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
    pointers.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
