/// Variables in texts, as Compose, shells, Dockerfiles and GitLab write them: `$NAME`, `${NAME}`, `${NAME:-default}`,
/// `${NAME-default}`, `${NAME:+other}`, `$(NAME)`; a variable that has no value stays as it is written.
struct Interpolation {
  var values: [String: String] = [:]
  private static let depthLimit = 8
  private static let lengthLimit = 4_096

  init(_ values: [String: String] = [:]) { self.values = values }

  func resolve(_ text: String) -> String { resolve(text, depth: 0) }

  private func resolve(_ text: String, depth: Int) -> String {
    guard text.utf8.contains(0x24), depth < Self.depthLimit, text.utf8.count < Self.lengthLimit else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x24, index + 1 < bytes.count else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let next = bytes[index + 1]
      let end: Int
      let value: String?
      if next == 0x7B || next == 0x28 {
        end = Self.closing(bytes, from: index + 1)
        value = end > bytes.count ? nil : expansion(bytes[(index + 2)..<(end - 1)].text, depth: depth)
      } else {
        end = bytes[(index + 1)...].firstIndex { !Self.isName($0) } ?? bytes.count
        value = self.value(bytes[(index + 1)..<end].text, depth: depth)
      }
      if let value, result.count < Self.lengthLimit { result += value.utf8 } else { result += bytes[index..<min(end, bytes.count)] }
      index = max(end, index + 1)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func value(_ name: String, depth: Int) -> String? {
    guard let value = values[name], value != "$\(name)", value != "${\(name)}" else { return nil }
    return resolve(value, depth: depth + 1)
  }

  /// What stands between the braces.
  private func expansion(_ inner: String, depth: Int) -> String? {
    let name = inner.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard !name.isEmpty else { return nil }
    let known = value(String(name), depth: depth)
    var rest = inner.dropFirst(name.count)
    if rest.isEmpty { return known }
    let takesEmpty = rest.first == ":"
    if takesEmpty { rest = rest.dropFirst() }
    switch rest.first {
    case "-":
      if let known, !(takesEmpty && known.isEmpty) { return known }
      return resolve(String(rest.dropFirst()), depth: depth + 1)
    case "+": return known == nil ? nil : resolve(String(rest.dropFirst()), depth: depth + 1)
    case "?": return known
    default: return nil
    }
  }

  /// The index behind the bracket that closes the one at `start`; past the end where none does.
  private static func closing(_ bytes: [UInt8], from start: Int) -> Int {
    let (open, close): (UInt8, UInt8) = bytes[start] == 0x7B ? (0x7B, 0x7D) : (0x28, 0x29)
    var depth = 0
    for index in start..<bytes.count {
      if bytes[index] == open { depth += 1 }
      if bytes[index] == close { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return bytes.count + 1
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }
}
