import Dispatch
import Glibc

/// Finds the addresses of a host name before libpq is asked, as libpq would block on it.
enum HostResolver {
  /// Numeric addresses in the order of preference. Nil for the folder of a Unix socket, which needs none.
  ///
  /// `getaddrinfo` can't be interrupted: after the deadline its thread ends on its own, and the answer is dropped.
  static func addresses(of host: String, address: String, within limit: Duration) async throws -> [String]? {
    if host.hasPrefix("/") { return nil }
    if let numeric = try? lookUp(host, flags: AI_NUMERICHOST) { return numeric }
    let answer = OneShot<[String]>()
    DispatchQueue.global().async {
      answer.resume(with: Result { try lookUp(host, flags: 0) })
    }
    do {
      return try await answer.value(within: limit, otherwise: PostgresError.timeout(operation: "resolve \(host)", limit: limit))
    } catch let failure as LookUpFailure {
      throw PostgresError.connectionFailed(server: address, reason: "the host name can't be resolved: \(failure.reason)")
    }
  }

  private struct LookUpFailure: Error {
    let reason: String
  }

  private static func lookUp(_ host: String, flags: Int32) throws -> [String] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = flags
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, nil, &hints, &list)
    guard code == 0 else { throw LookUpFailure(reason: String(cString: gai_strerror(code))) }
    defer { freeaddrinfo(list) }
    var found: [String] = []
    var next = list
    while let entry = next, found.count < 16 {
      var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let length = socklen_t(name.count)
      if getnameinfo(entry.pointee.ai_addr, entry.pointee.ai_addrlen, &name, length, nil, 0, NI_NUMERICHOST) == 0 {
        found.append(String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
      }
      next = entry.pointee.ai_next
    }
    guard !found.isEmpty else { throw LookUpFailure(reason: "no address") }
    return found
  }
}
