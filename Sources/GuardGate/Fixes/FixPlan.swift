import GateKit
import GateModel

/// What `--fix` would write: the fixes that are shown to do what they say.
///
/// A fix is taken only where the rules, run again on the changed file, find nothing that they did not find before, judge as
/// many things as before, and no longer find what it fixes; and where as much of the file is still YAML or JSON.
public struct FixPlan: Sendable {
  /// Files in order of their paths.
  public private(set) var files: [FixedFile] = []
  /// Fixes that are left out, because that could not be shown.
  public private(set) var doubtful = 0
  private static let perFile = 1_000

  /// - Parameter fixes: by finding; those of the same file may be of several rules.
  /// - Throws: `FileTreeError` for what cannot be read, `ConfigError` for the policy, `CancellationError`.
  public init(_ fixes: [(finding: Finding, fix: FileFix)], settings: GuardSettings, in repository: any FileTree) throws {
    let policy = try GuardPolicy.load(settings.policy, from: repository)
    let rules = GuardGate.rules(settings).compactMap { $0 as? any FileRule }
    for (path, group) in Dictionary(grouping: fixes, by: \.fix.path).sorted(by: { $0.key < $1.key }) {
      try Task.checkCancellation()
      var file = FixedFile(path: path, before: try repository.read(path))
      var look = FileLook(path, file.before, rules, policy)
      var taken: [FileFix] = []
      for (finding, fix) in group.prefix(Self.perFile) where !taken.contains(fix) {
        let (bytes, applied) = FileFix.apply(taken + [fix], to: file.before)
        let next = FileLook(path, bytes, rules, policy)
        guard applied.contains(fix), next.isBetter(than: look, by: finding.check) else { continue }
        taken.append(fix)
        file.after = bytes
        look = next
      }
      file.count = group.count { taken.contains($0.fix) }
      doubtful += group.count - file.count
      if !taken.isEmpty { files.append(file) }
    }
  }
}
