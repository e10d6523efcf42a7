import Foundation

/// A TCP port on 127.0.0.1 that is free at this moment. Somebody may take it before the server does; then the start tries another.
enum LoopbackPort {
  static func findFree() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw ClusterError.folder(path: "127.0.0.1", reason: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 ? getsockname(descriptor, generic, &length) : -1
      }
    }
    guard code == 0 else { throw ClusterError.folder(path: "127.0.0.1", reason: String(cString: strerror(errno))) }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
