import ArgumentParser

/// The command line.
@main
struct Gatehouse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gatehouse", abstract: "A merge gate for HTTP backends.",
    discussion: """
      One command starts a service, proves that it keeps its API contract, survives its failure paths, holds under \
      concurrency and has not become slower, and that its repository pins its images and keeps secrets out of its events.

      Begin with 'gatehouse check'.
      """,
    version: Version.current,
    subcommands: [
      CheckCommand.self, ReplayCommand.self, ProveCommand.self, RequirementsCommand.self, ExplainCommand.self, ReportCommand.self,
      PerfCommand.self, ContractCommand.self, RaceCommand.self, GuardCommand.self, EvidenceCommand.self, ServeCommand.self,
      KeysCommand.self,
      ReferenceCommand.self,
    ])
}
