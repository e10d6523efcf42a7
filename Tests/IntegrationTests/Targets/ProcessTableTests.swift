import GateKit
import Glibc
import Testing

@testable import gatehouse

/// What the kernel says of processes and sockets.
@Suite struct ProcessTableTests {
  @Test("this process runs, and one that cannot be is not there")
  func states() {
    let own = ProcessTable.state(of: getpid())
    #expect(own == "R" || own == "S")
    #expect(ProcessTable.state(of: Int32.max) == nil)
  }

  @Test("connections that nobody accepts and bytes that nobody reads wait at their port")
  func backlog() async throws {
    let listener = try LoopbackSocket()
    defer { listener.close() }
    #expect(ProcessTable.backlog(port: listener.port) == TargetBacklog())
    let client = try LoopbackSocket(to: listener.port)
    defer { client.close() }
    client.send("nine byte")
    // On a busy machine the kernel hands bytes over a moment later.
    for _ in 0..<2_000 where ProcessTable.backlog(port: listener.port).bytes < 9 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(ProcessTable.backlog(port: listener.port) == TargetBacklog(connections: 1, bytes: 9))
    #expect(!ProcessTable.backlog(port: listener.port).isEmpty)
  }
}

/// A socket on 127.0.0.1 that listens, or is connected; nothing of it waits.
private struct LoopbackSocket {
  let descriptor: Int32
  let port: Int

  init(to target: Int? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = UInt16(target ?? 0).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let worked = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        if target != nil { return connect(descriptor, $0, size) == 0 }
        return bind(descriptor, $0, size) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    try #require(worked)
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
  }

  func close() { _ = Glibc.close(descriptor) }
}
