import Glibc

/// Where sockets of a load connect to, resolved once.
struct LoadAddress: Sendable, Hashable {
  let family: CInt
  private let bytes: [UInt8]

  /// Waits for the resolver, on the calling thread.
  /// - Throws: ``LoadPlanError/unresolved(host:detail:)``.
  init(host: String, port: Int) throws(LoadPlanError) {
    var hints = addrinfo()
    hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, "\(port)", &hints, &first)
    defer { if let first { freeaddrinfo(first) } }
    guard code == 0, let found = first?.pointee, let address = found.ai_addr else {
      throw .unresolved(host: host, detail: gai_strerror(code).map { String(cString: $0) } ?? "error \(code)")
    }
    family = found.ai_family
    bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(found.ai_addrlen)))
  }

  /// Begins to connect a new socket without waiting, without Nagle's delay.
  /// - Returns: its descriptor and whether it is connected already, or the error's number.
  func open() -> (descriptor: CInt, isConnected: Bool, error: CInt) {
    let type = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(family, type, 0)
    guard descriptor >= 0 else { return (-1, false, errno) }
    var on: CInt = 1
    setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<CInt>.size))
    let status = bytes.withUnsafeBytes { raw in
      raw.withMemoryRebound(to: sockaddr.self) { Glibc.connect(descriptor, $0.baseAddress, socklen_t(raw.count)) }
    }
    if status == 0 { return (descriptor, true, 0) }
    let code = errno
    if code == EINPROGRESS { return (descriptor, false, 0) }
    _ = Glibc.close(descriptor)
    return (-1, false, code)
  }
}
