import GateModel

/// An action named by its commit, with the release that the comment behind it names.
struct ActionPin {
  /// Repository and release.
  var key: String
  var commit: String

  /// Nil without such a comment.
  init?(_ action: String, _ location: SourceLocation, _ source: SourceText) {
    guard let (name, commit) = Self.parts(of: action), let rest = Self.rest(behind: location, source), rest.first == "#",
      let release = rest.dropFirst().split(separator: " ").first, let key = Self.key(of: name, release)
    else { return nil }
    (self.key, self.commit) = (key, String(commit))
  }

  /// Where an action without a commit takes one; the release becomes a comment where nothing stands behind it.
  static func place(_ action: String, _ location: SourceLocation, _ source: SourceText) -> PinPlace? {
    guard let (name, release) = parts(of: action), let key = key(of: name, release) else { return nil }
    let isLast = rest(behind: location, source)?.isEmpty == true
    return PinPlace(key, at: location, in: source, prefix: "\(name)@", suffix: isLast ? " # \(release)" : "")
  }

  private static func parts(of action: String) -> (name: Substring, revision: Substring)? {
    action.lastIndex(of: "@").map { (action[..<$0], action[action.index(after: $0)...]) }
  }

  /// Every action of a repository is of the same commit. Names hold in any case, releases do not.
  private static func key(of name: Substring, _ release: Substring) -> String? {
    let parts = name.split(separator: "/")
    return parts.count >= 2 && !release.isEmpty ? "\(parts[0])/\(parts[1])".lowercased() + "@\(release)" : nil
  }

  /// What stands behind a place in its line, without the spaces before it.
  private static func rest(behind location: SourceLocation, _ source: SourceText) -> Substring? {
    guard let line = location.line, let range = source.range(of: location) else { return nil }
    let text = source.line(line)[range.upperBound...].text
    return text[...].drop { $0 == " " || $0 == "\t" }
  }
}
