/// Tells whether what is given to an installer names one exact version.
enum ToolPin {
  static func isPython(_ text: String) -> Bool {
    if isLocal(text) || [".whl", ".tar.gz", ".zip", ".txt"].contains(where: text.hasSuffix) && !text.has("://") { return true }
    if text.has("#sha256=") { return true }
    if let range = text.firstRange(of: "==") { return !text[range.upperBound...].has("*") && !text[range.upperBound...].isEmpty }
    if text.has("git+") { return hasCommit(text) }
    if text.has("://") { return false }
    guard let at = text.lastIndex(of: "@"), at != text.startIndex else { return false }
    return isExact(text[text.index(after: at)...])
  }

  static func isNode(_ text: String) -> Bool {
    if isLocal(text) || text.hasSuffix(".tgz") && !text.has("://") { return true }
    if text.has("git+") || text.hasPrefix("github:") || text.has("://") { return hasCommit(text) }
    guard let at = text.dropFirst().lastIndex(of: "@") else { return false }
    return isExact(text[text.index(after: at)...])
  }

  static func isLocal(_ text: String) -> Bool {
    text.hasPrefix(".") || text.hasPrefix("/") || text.hasPrefix("~") || text.hasPrefix("file:") || text.hasPrefix("$")
  }

  /// `1.2`, `v1.2.3`, `1.2.3-rc.1`, or a variable that holds one.
  static func isExact(_ text: some StringProtocol) -> Bool {
    if text.hasPrefix("$") { return true }
    let version = text.hasPrefix("v") ? text.dropFirst() : text.dropFirst(0)
    guard version.first?.isNumber == true, version.has(".") else { return false }
    return version.allSatisfy { $0.isLetter || $0.isNumber || ".-+_".contains($0) } && !version.hasSuffix(".x") && !version.has("*")
  }

  private static func hasCommit(_ text: String) -> Bool {
    let revision = text.split { $0 == "@" || $0 == "#" }.dropFirst().last ?? ""
    return revision.utf8.count == 40 && revision.allSatisfy(\.isHexDigit)
  }
}
