/// Finds credentials in hostile text in one pass.
///
/// Regular expressions take quadratic time on text that is made for it (`eyJ-eyJ-…`); here each rule either consumes what it
/// matched or gives up after bytes that it never looks at again, so that the time is linear.
struct CredentialScanner {
  private let bytes: [UInt8]
  private var output: [UInt8] = []
  private var position = 0
  /// No JSON Web Token starts before this place.
  private var noTokenBefore = 0

  private static let replacement = Array(Redaction.replacement.utf8)

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The text with each credential replaced, or the very text where there is none.
  static func redact(_ text: String) -> String {
    var scanner = CredentialScanner(text)
    return scanner.run() ? String(decoding: scanner.output, as: UTF8.self) : text
  }

  /// True when something was replaced.
  private mutating func run() -> Bool {
    var isChanged = false
    output.reserveCapacity(bytes.count)
    while position < bytes.count {
      if let secret = secret() {
        output += bytes[position..<secret.lowerBound]
        output += Self.replacement
        position = secret.upperBound
        isChanged = true
      } else {
        output.append(bytes[position])
        position += 1
      }
    }
    return isChanged
  }

  /// The bytes to replace of what begins at the position.
  private mutating func secret() -> Range<Int>? {
    switch bytes[position] | 0x20 {
    case UInt8(ascii: "a"): authorization() ?? assignment()
    case UInt8(ascii: "b"): scheme("bearer") ?? scheme("basic")
    case UInt8(ascii: "e"): webToken()
    case UInt8(ascii: "c"), UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "p"): header() ?? assignment()
    case UInt8(ascii: "i"), UInt8(ascii: "r"), UInt8(ascii: "t"): assignment()
    case UInt8(ascii: "\""): member()
    case UInt8(ascii: ":"): userInformation()
    default: nil
    }
  }

  // MARK: Rules

  /// `Bearer abcdef`.
  private func scheme(_ name: StaticString) -> Range<Int>? {
    guard let end = match(name, at: position) else { return nil }
    let start = skip(from: end, while: Self.isSpace)
    guard start > end else { return nil }
    let stop = skip(from: start) { Self.isWord($0) || "._~+/=".utf8.contains($0) }
    return stop - start >= 6 ? start..<stop : nil
  }

  /// Three parts of base64url, of which the first begins with `{"`.
  private mutating func webToken() -> Range<Int>? {
    guard position >= noTokenBefore, bytes[position...].starts(with: "eyJ".utf8) else { return nil }
    let first = skip(from: position + 3, while: Self.isWord)
    let second = skip(from: first + 1, while: Self.isWord)
    let isToken =
      first - position >= 8 && byte(first) == UInt8(ascii: ".") && second - first >= 6 && byte(second) == UInt8(ascii: ".")
    guard isToken else {
      noTokenBefore = first
      return nil
    }
    return position..<skip(from: second + 1, while: Self.isWord)
  }

  /// `Authorization: …`; the scheme stays.
  private func authorization() -> Range<Int>? {
    guard let name = match("authorization", at: position) else { return nil }
    let colon = skip(from: name, while: Self.isSpace)
    guard byte(colon) == UInt8(ascii: ":") else { return nil }
    let start = skip(from: colon + 1, while: Self.isBlank)
    let stop = skip(from: start) { $0 != 10 && $0 != 13 && !Self.isQuote($0) }
    let value = skip(from: skip(from: start, while: Self.isWord), while: Self.isBlank)
    if value < stop, value > start, Self.isBlank(bytes[value - 1]) { return value..<stop }
    return stop > start ? start..<stop : nil
  }

  /// `Cookie: …` up to the end of the line or of the quotation.
  private func header() -> Range<Int>? {
    let names: [StaticString] = ["cookie", "set-cookie", "x-session-token", "x-api-key", "proxy-authorization"]
    guard let name = names.lazy.compactMap({ match($0, at: position) }).first else { return nil }
    let colon = skip(from: name, while: Self.isSpace)
    guard byte(colon) == UInt8(ascii: ":") else { return nil }
    let start = skip(from: colon + 1, while: Self.isSpace)
    let stop = skip(from: start) { $0 != 10 && $0 != 13 && !Self.isQuote($0) }
    return stop > start ? start..<stop : nil
  }

  /// `"password": "…"`; a value that is cut off counts too.
  private func member() -> Range<Int>? {
    let nameStart = position + 1
    let nameEnd = skip(from: nameStart) { Self.isLetter($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    guard byte(nameEnd) == UInt8(ascii: "\""), nameEnd - nameStart <= 128 else { return nil }
    let words: [StaticString] = [
      "password", "passwd", "secret", "token", "apikey", "api_key", "privatekey", "private_key", "credential", "cookie",
      "authorization",
    ]
    guard (nameStart..<nameEnd).contains(where: { place in words.contains { (match($0, at: place) ?? .max) <= nameEnd } }) else {
      return nil
    }
    let colon = skip(from: nameEnd + 1, while: Self.isSpace)
    guard byte(colon) == UInt8(ascii: ":") else { return nil }
    let quote = skip(from: colon + 1, while: Self.isSpace)
    guard byte(quote) == UInt8(ascii: "\"") else { return nil }
    var end = quote + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return quote + 1..<min(end, bytes.count)
  }

  /// `token=…` and its like, in a query, a form or a command.
  private func assignment() -> Range<Int>? {
    guard position == 0 || !Self.isWord(bytes[position - 1]) else { return nil }
    let names: [StaticString] = [
      "token", "access_token", "refresh_token", "id_token", "session_token", "password", "passwd", "passphrase", "secret", "client_secret",
      "api_key", "apikey", "private_key",
    ]
    guard let end = names.lazy.compactMap({ match($0, at: position) }).first(where: { byte($0) == UInt8(ascii: "=") }) else { return nil }
    let stop = skip(from: end + 1) { $0 != UInt8(ascii: "&") && !Self.isSpace($0) && !Self.isQuote($0) }
    return stop > end + 1 ? end + 1..<stop : nil
  }

  /// The password in `scheme://user:password@`.
  private func userInformation() -> Range<Int>? {
    guard position > 0, Self.isLetter(bytes[position - 1]) || Self.isDigit(bytes[position - 1]), match("://", at: position) != nil else {
      return nil
    }
    let user = position + 3
    let colon = skip(from: user) { !Self.isSpace($0) && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "@") }
    guard colon > user, byte(colon) == UInt8(ascii: ":") else { return nil }
    let stop = skip(from: colon + 1) { !Self.isSpace($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "@") }
    return stop > colon + 1 && byte(stop) == UInt8(ascii: "@") ? colon + 1..<stop : nil
  }

  // MARK: Bytes

  private func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private func skip(from start: Int, while condition: (UInt8) -> Bool) -> Int {
    var index = min(start, bytes.count)
    while index < bytes.count, condition(bytes[index]) { index += 1 }
    return index
  }

  /// The end of the name where it stands at the index, in upper or lower case.
  private func match(_ name: StaticString, at index: Int) -> Int? {
    name.withUTF8Buffer { name in
      guard index + name.count <= bytes.count else { return nil }
      for offset in name.indices where Self.lowered(bytes[index + offset]) != name[offset] { return nil }
      return index + name.count
    }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }
  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(lowered(byte)) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  private static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
}
