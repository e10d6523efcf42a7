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
