/// What characters XML 1.0 can hold.
public enum XMLText {
  /// The text with each character that XML 1.0 forbids (section 2.2, `Char`) replaced by U+FFFD.
  ///
  /// Forbidden are the C0 controls but tab, line feed and carriage return, and U+FFFE and U+FFFF; surrogates cannot occur in a
  /// Swift string.
  public static func replacingForbidden(_ text: String) -> String {
    String(decoding: permittedUTF8(text), as: UTF8.self)
  }

  /// The UTF-8 of ``replacingForbidden(_:)``, which holds no NUL.
  static func permittedUTF8(_ text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { bytes in
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count + 1)
      for (index, byte) in bytes.enumerated() {
        if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
          output.append(contentsOf: replacement)
        } else if byte >= 0xBE, byte <= 0xBF, index >= 2, bytes[index - 1] == 0xBF, bytes[index - 2] == 0xEF {
          // The last byte of U+FFFE or U+FFFF; with another last byte the same sequence is U+FFFD.
          output.append(0xBD)
        } else {
          output.append(byte)
        }
      }
      return output
    }
  }

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
}
