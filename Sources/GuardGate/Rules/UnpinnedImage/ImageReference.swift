/// A container image reference, taken apart: `registry.example:5000/team/app:1.2.3@sha256:…`.
///
/// Source: the grammar of the distribution project's reference specification.
public struct ImageReference: Hashable, Sendable {
  /// Registry and repository.
  public var name: String
  public var tag: String?
  /// `sha256:` and what follows, as written.
  public var digest: String?

  public init(_ text: String) {
    var rest = Substring(text)
    if let at = rest.firstIndex(of: "@") {
      digest = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
    }
    // A colon before the last slash belongs to the registry's port.
    let lastPart = rest.lastIndex(of: "/").map { rest.index(after: $0) } ?? rest.startIndex
    if let colon = rest[lastPart...].firstIndex(of: ":") {
      tag = String(rest[rest.index(after: colon)...])
      rest = rest[..<colon]
    }
    name = String(rest)
  }

  /// The registry, where the first part is one: it holds a dot or a port, or is `localhost`, or has upper-case letters.
  public var registry: String? {
    guard let slash = name.firstIndex(of: "/") else { return nil }
    let first = name[..<slash]
    let isHost = first.has(".") || first.has(":") || first == "localhost" || first != first.lowercased()[...]
    return isHost ? String(first) : nil
  }

  /// Without registry.
  public var repository: String { registry.map { String(name.dropFirst($0.count + 1)) } ?? name }

  /// True where the text follows the grammar.
  public var isWellFormed: Bool {
    let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.isEmpty, name.utf8.count <= 255, parts.allSatisfy(Self.isPathComponent) else { return false }
    if let registry, !Self.isHost(registry) { return false }
    if let tag, !Self.isTag(tag) { return false }
    if let digest, !Self.isDigest(digest) { return false }
    return true
  }

  /// Lower-case letters and digits, with `.`, `_`, `__` or any number of `-` between them.
  private static func isPathComponent(_ part: Substring) -> Bool {
    var separator: [UInt8] = []
    var hasCharacter = false
    for byte in part.utf8 {
      if (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) {
        let isAllowed = separator.isEmpty || separator == [0x2E] || separator == [0x5F] || separator == [0x5F, 0x5F]
        guard isAllowed || separator.allSatisfy({ $0 == 0x2D }) else { return false }
        separator = []
        hasCharacter = true
      } else {
        guard hasCharacter, byte == 0x2E || byte == 0x5F || byte == 0x2D else { return false }
        separator.append(byte)
      }
    }
    return hasCharacter && separator.isEmpty
  }

  private static func isHost(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let host = parts.first, !host.isEmpty else { return false }
    if parts.count == 2, parts[1].isEmpty || !parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return false }
    return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      !label.isEmpty && label.first != "-" && label.last != "-" && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
    }
  }

  private static func isTag(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 128, isAlphanumeric(first) || first == 0x5F else { return false }
    return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x5F || $0 == 0x2E || $0 == 0x2D }
  }

  private static func isDigest(_ text: String) -> Bool {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts[0].utf8.first, isAlphanumeric(first), parts[0].utf8.allSatisfy(isAlgorithm) else {
      return false
    }
    return parts[1].utf8.count >= 32
      && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || (0x41...0x46).contains($0) }
  }

  private static func isAlgorithm(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || [0x2B, 0x2E, 0x2D, 0x5F].contains(byte) }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// Why the digest pins nothing, or nil where it does or there is none.
  public var digestProblem: String? {
    guard let digest else { return nil }
    guard digest.hasPrefix("sha256:") else { return "its digest is not sha256" }
    let hex = digest.dropFirst("sha256:".count)
    guard hex.utf8.count == 64 else { return "its digest has \(hex.utf8.count) digits instead of 64" }
    guard hex.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      return "its digest holds something other than lower-case hexadecimal digits"
    }
    return nil
  }

  public var isPinned: Bool { digest != nil && digestProblem == nil }

  /// True for a tag that names one release (two or more numbers), which Compose files may use instead of a digest.
  public var hasExactTag: Bool {
    guard let tag, tag != "latest" else { return false }
    let version = tag.hasPrefix("v") ? tag.dropFirst() : Substring(tag)
    let release = version.prefix { $0.isNumber || $0 == "." }
    return release.split(separator: ".", omittingEmptySubsequences: false).count >= 2 && !release.hasSuffix(".")
  }
}
