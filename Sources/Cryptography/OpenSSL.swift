import CLibCrypto

/// What every face of OpenSSL here shares: the error queue and lengths that C's `int` can hold.
enum OpenSSL {
  /// Throws what OpenSSL left in this thread's error queue unless `succeeded`.
  static func require(_ succeeded: Bool, _ operation: String) throws(CryptographyError) {
    if !succeeded { throw failure(operation) }
  }

  /// Unwraps an object that OpenSSL allocated, or throws what it left in the error queue.
  static func require<Object>(_ object: Object?, _ operation: String) throws(CryptographyError) -> Object {
    guard let object else { throw failure(operation) }
    return object
  }

  /// Drains the error queue into an error for `operation`.
  static func failure(_ operation: String) -> CryptographyError {
    var messages: [String] = []
    while case let code = ERR_get_error(), code != 0, messages.count < 16 {
      var buffer = [CChar](repeating: 0, count: 256)
      ERR_error_string_n(code, &buffer, buffer.count)
      let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      messages.append(String(decoding: text, as: UTF8.self))
    }
    return .library(operation: operation, message: messages.isEmpty ? "no reason was given" : messages.joined(separator: "; "))
  }

  /// The length as C's `int`, or an error where it does not fit.
  static func length(_ bytes: [UInt8], _ what: String) throws(CryptographyError) -> Int32 {
    guard let length = Int32(exactly: bytes.count) else {
      throw .invalidLength(what: what, expected: "at most \(Int32.max)", actual: bytes.count)
    }
    return length
  }

  /// Refuses a length other than the one an algorithm is defined for.
  static func requireLength(_ bytes: [UInt8], _ expected: Int, _ what: String) throws(CryptographyError) {
    guard bytes.count == expected else {
      throw .invalidLength(what: what, expected: "\(expected)", actual: bytes.count)
    }
  }
}
