import Foundation

/// Free text in the form that is hashed: line ends are LF, characters are in Unicode normalization form C (UAX #15).
public enum CanonicalText {
  /// CR LF and a lone CR become LF. Further line separators of Unicode are characters of the text and stay.
  public static func bytes(of text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var followsCarriageReturn = false
    for byte in text.precomposedStringWithCanonicalMapping.utf8 {
      if byte == UInt8(ascii: "\r") {
        bytes.append(UInt8(ascii: "\n"))
      } else if byte != UInt8(ascii: "\n") || !followsCarriageReturn {
        bytes.append(byte)
      }
      followsCarriageReturn = byte == UInt8(ascii: "\r")
    }
    return bytes
  }
}
