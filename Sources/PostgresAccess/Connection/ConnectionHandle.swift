import CLibPQ

/// Owns a libpq connection and closes it when nobody needs it any more.
///
/// Unchecked: libpq connections may be used by one thread at a time; the one actor that holds this is that user.
final class ConnectionHandle: @unchecked Sendable {
  private(set) var pointer: OpaquePointer?

  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { close() }

  func close() {
    if let pointer { PQfinish(pointer) }
    pointer = nil
  }

  func open() throws -> OpaquePointer {
    guard let pointer else { throw PostgresError.closed }
    return pointer
  }

  /// What libpq says about the last problem, on one line.
  var message: String {
    guard let pointer, let text = PQerrorMessage(pointer) else { return "the connection is closed" }
    let line = String(cString: text).split(separator: "\n").joined(separator: " ")
    return line.isEmpty ? "the server closed the connection" : line
  }
}
