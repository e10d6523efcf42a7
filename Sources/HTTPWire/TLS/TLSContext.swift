import CLibSSL

/// What the connections to a server have in common: the trusted certificates and the protocol versions.
///
/// Unchecked: OpenSSL lets threads share a context that nobody changes any more, and nothing changes it after `init`.
final class TLSContext: @unchecked Sendable {
  let pointer: OpaquePointer

  /// - Throws: ``WireError`` for an authority file that can't be read.
  init(_ tls: WireTLS, endpoint: WireEndpoint) throws {
    ERR_clear_error()
    guard let pointer = SSL_CTX_new(TLS_client_method()) else {
      throw WireError(.failed, during: .connect, endpoint: endpoint, detail: "TLS can't be set up: \(OpenSSLError.text())")
    }
    self.pointer = pointer
    // What is older is not worth a gate (RFC 8996).
    _ = gatehouse_ssl_require_version_1_2(pointer)
    SSL_CTX_set_verify(pointer, tls.isVerified ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nil)
    if let file = tls.authorityFile {
      guard SSL_CTX_load_verify_locations(pointer, file, nil) == 1 else {
        throw WireError(
          .failed, during: .connect, endpoint: endpoint, detail: "the certificates in '\(file)' can't be read: \(OpenSSLError.text())")
      }
    } else {
      SSL_CTX_set_default_verify_paths(pointer)
    }
  }

  deinit { SSL_CTX_free(pointer) }
}

/// The errors that OpenSSL keeps for the thread.
enum OpenSSLError {
  /// The oldest one in words; clears them.
  static func text() -> String {
    let code = ERR_get_error()
    ERR_clear_error()
    return ERR_reason_error_string(code).map { String(cString: $0) } ?? "no reason was given"
  }
}
