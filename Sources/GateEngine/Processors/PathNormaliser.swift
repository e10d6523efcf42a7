import GateModel

/// Makes every path relative to the repository root, with `/` and without `./`.
public struct PathNormaliser: FindingProcessor {
  private let root: String

  /// - Parameter root: the absolute path of the repository.
  public init(root: String) { self.root = root.hasSuffix("/") ? root : root + "/" }

  public func process(_ finding: Finding) async -> Finding {
    guard var location = finding.location else { return finding }
    var path = location.path
    if path.hasPrefix(root) { path = String(path.dropFirst(root.count)) }
    while path.hasPrefix("./") { path = String(path.dropFirst(2)) }
    guard path != location.path else { return finding }
    location.path = path
    var changed = finding
    changed.location = location
    return changed
  }
}
