/// Takes files that a gate leaves beside the log of a run, such as the recorded history of a race.
public protocol ArtifactStore: Sendable {
  /// - Parameter path: relative, of parts that are no `..`; a file that is there already is replaced.
  func write(_ bytes: [UInt8], to path: String) async throws
}

/// Keeps nothing: for runs without a folder of reports.
public struct NoArtifacts: ArtifactStore {
  public init() {}
  public func write(_ bytes: [UInt8], to path: String) async throws {}
}
