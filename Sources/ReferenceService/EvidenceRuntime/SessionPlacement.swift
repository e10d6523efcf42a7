/// Where a session runs and how the scheduler orders it: what phase 2 adds to a session.
public struct SessionPlacement: Sendable, Hashable {
  /// There is one region so far.
  public enum Region: String, Sendable, Codable, CaseIterable {
    case euCentral = "eu-central"
  }

  /// What the scheduler serves first.
  public enum Priority: String, Sendable, Codable, CaseIterable {
    case interactive, batch
  }

  public var region: Region
  public var priority: Priority

  /// The placement of a session that names none, and of every session without phase 2.
  public static let standard = SessionPlacement(region: .euCentral, priority: .interactive)
}
