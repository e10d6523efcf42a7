import CLibSSL

/// One side of a TLS connection that works on bytes in memory. Confined to the event loop of its connection.
final class TLSSession {
  enum Step {
    case done
    /// Nothing can be said before the peer sends more.
    case needsInput
    /// The peer ended its side in order.
    case ended
    case failed(String, isUntrusted: Bool)
  }

  private let ssl: OpaquePointer
  private let incoming: OpaquePointer
  private let outgoing: OpaquePointer
  private static let chunk = 16_384

  /// - Throws: ``WireError`` for a server name that can't be asked for.
  init(_ context: TLSContext, _ tls: WireTLS, endpoint: WireEndpoint) throws {
    let failure = WireError(.failed, during: .connect, endpoint: endpoint, detail: "a TLS session can't be made")
    ERR_clear_error()
    guard let ssl = SSL_new(context.pointer) else { throw failure }
    guard let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem()) else {
      SSL_free(ssl)
      throw failure
    }
    // From here on the session owns both.
    SSL_set_bio(ssl, incoming, outgoing)
    SSL_set_connect_state(ssl)
    (self.ssl, self.incoming, self.outgoing) = (ssl, incoming, outgoing)
    let name = tls.serverName ?? endpoint.host
    if WireEndpoint(host: name, port: endpoint.port).isAddress {
      // A literal is verified and never asked for (RFC 6066, section 3).
      guard X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), name) == 1 else { throw failure }
    } else {
      guard SSL_set1_host(ssl, name) == 1, gatehouse_ssl_ask_for_name(ssl, name) == 1 else { throw failure }
    }
  }

  deinit { SSL_free(ssl) }

  /// Bytes from the peer.
  func take(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while !rest.isEmpty {
      let written = BIO_write(incoming, rest.baseAddress, Int32(clamping: rest.count))
      // A buffer in memory takes everything, or memory is over.
      guard written > 0 else { return }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(Int(written)))
    }
  }

  /// Bytes for the peer.
  func output() -> [UInt8] {
    let count = BIO_ctrl_pending(outgoing)
    guard count > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, size in
      size = max(0, Int(BIO_read(outgoing, buffer.baseAddress, Int32(clamping: count))))
    }
  }

  func handshake() -> Step {
    ERR_clear_error()
    let result = SSL_do_handshake(ssl)
    if result == 1 { return .done }
    let step = step(after: result)
    let verdict = SSL_get_verify_result(ssl)
    guard case .failed = step, verdict != X509_V_OK else { return step }
    return .failed("the certificate isn't trusted: \(String(cString: X509_verify_cert_error_string(verdict)))", isUntrusted: true)
  }

  /// All that the peer has sent, and why there is no more.
  func read() -> (bytes: [UInt8], Step) {
    var bytes: [UInt8] = []
    while true {
      ERR_clear_error()
      var result: Int32 = 0
      bytes += [UInt8](unsafeUninitializedCapacity: Self.chunk) { buffer, size in
        result = SSL_read(ssl, buffer.baseAddress, Int32(Self.chunk))
        size = max(0, Int(result))
      }
      if result <= 0 { return (bytes, step(after: result)) }
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> Step {
    var rest = bytes
    while !rest.isEmpty {
      ERR_clear_error()
      let result = SSL_write(ssl, rest.baseAddress, Int32(clamping: rest.count))
      guard result > 0 else { return step(after: result) }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(Int(result)))
    }
    return .done
  }

  /// Tells the peer that nothing follows.
  func end() {
    ERR_clear_error()
    _ = SSL_shutdown(ssl)
    ERR_clear_error()
  }

  private func step(after result: Int32) -> Step {
    switch SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: .needsInput
    case SSL_ERROR_ZERO_RETURN: .ended
    default: .failed(OpenSSLError.text(), isUntrusted: false)
    }
  }
}
