/// Every seeded defect of the project.
public enum SeededDefects {
  /// In the order of the contexts.
  public static let all: [SeededDefect] = EvidenceRuntimeDefects.all + TerminalDefects.all

  /// The defect of that name.
  public static func named(_ id: String) -> SeededDefect? { all.first { $0.id == id } }
}
