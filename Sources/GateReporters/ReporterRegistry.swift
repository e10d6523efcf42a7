import GateModel

/// Every format there is: the one place to add another.
public enum ReporterRegistry {
  /// All reporters, in the order in which they write.
  public static func all(rules: RuleCatalog = RuleCatalog()) -> [any Reporter] {
    [
      JUnitReporter(),
      JUnitAnnotatedReporter(),
      SARIFReporter(rules: rules),
      MarkdownReporter(),
      HTMLReporter(rules: rules),
      GitHubAnnotationReporter(),
      VerdictTableReporter(),
    ]
  }

  /// The name of each format, in the same order.
  public static var names: [String] { all().map { type(of: $0).name } }
}
