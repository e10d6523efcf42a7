import Glibc

/// The edge of the process.
enum FidelityExit {
  static func end(_ code: Int32, _ message: String) -> Never {
    let bytes = Array("error: \(message)\n".utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
    fflush(nil)
    exit(code)
  }
}
