import GateKit
import GateModel

/// An entry of a tracker that was called done, with the commands that show it.
public struct AcceptanceTask: Sendable {
  public var id: String
  /// As the entry names it; nil where it names none.
  public var commit: String?
  public var commands: [String]

  public init(id: String, commit: String?, commands: [String]) {
    (self.id, self.commit, self.commands) = (id, commit, commands)
  }

  /// What is done now and was not at an earlier commit.
  /// - Throws: `ConfigError` for the policy, and what reading the earlier commit throws.
  public static func moved(
    since earlier: EarlierRevision, in repository: any FileTree, settings: GuardSettings
  ) async throws -> [AcceptanceTask] {
    var tasks: [AcceptanceTask] = []
    for tracker in try GuardPolicy.load(settings.policy, from: repository).trackers {
      let before = try await earlier.read(tracker.file).map { TrackerReader(SourceText(path: tracker.file, bytes: $0)).entries } ?? []
      let done = Set(before.filter { $0.state == .done }.map(\.id))
      guard let source = SourceText(tracker.file, in: repository) else { continue }
      for entry in TrackerReader(source).entries where entry.state == .done && !done.contains(entry.id) {
        tasks.append(AcceptanceTask(id: entry.id, commit: entry.commit, commands: entry.commands))
      }
    }
    return tasks
  }
}
