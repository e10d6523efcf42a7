/// A relative path as a relative reference (RFC 3986).
enum URIPath {
  /// Each byte that is neither unreserved nor a slash is percent-encoded; leading slashes are dropped, so that the path stays
  /// relative to the repository.
  static func encode(_ path: String) -> String {
    var output: [UInt8] = []
    for byte in path.utf8.drop(while: { $0 == UInt8(ascii: "/") }) {
      if isPlain(byte) {
        output.append(byte)
      } else {
        output += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"): true
    default: false
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
