import GateModel
import Testing

@testable import GateReporters

@Suite struct GitHubAnnotationReporterTests {
  private func parsed(_ log: RunLog) throws -> [WorkflowCommandParser.Command] {
    let file = try #require(try GitHubAnnotationReporter().render(ReportedRun(log)).first)
    let (commands, rest) = WorkflowCommandParser.parse(file.bytes)
    #expect(rest.isEmpty)
    return commands
  }

  @Test("A finding is an annotation at its place that names check and requirements")
  func finding() throws {
    let command = try #require(try parsed(SampleLog.mixed).first { $0.message.hasPrefix("two of thirty") })
    #expect(command.name == "error")
    #expect(
      command.properties == [
        "file": "contracts/races/token.yaml", "line": "12", "col": "5", "title": "race/double-consume [S2-W4, S2-W4.1]",
      ])
    #expect(command.message.contains("\nRequirements: S2-W4, S2-W4.1\n"))
    #expect(command.message.hasSuffix("\nRemedy: Consume in one statement."))
  }

  @Test("Accepted findings are not annotated; operational errors and undecided cases are")
  func others() throws {
    let commands = try parsed(SampleLog.mixed)
    #expect(!commands.contains { $0.message.contains("accepted") })
    #expect(commands.contains { $0.name == "error" && $0.message == "the database went away\nStart it." })
    #expect(commands.contains { $0.name == "warning" && $0.message == "noise" })
  }

  @Test("An inconclusive run has an annotation, a passed one none")
  func verdicts() throws {
    #expect(try parsed(SampleLog.passed).isEmpty)
    #expect(try parsed(SampleLog.log(verdict: .inconclusive, [])).map(\.message) == ["as the sample says"])
    #expect(try parsed(SampleLog.empty).map(\.message) == ["the run was cut off"])
  }

  @Test("At most ten of a level are written, and the tenth says how many more there are", arguments: [0, 1, 9, 10, 11, 500])
  func limit(count: Int) throws {
    let commands = try parsed(SampleLog.many(count))
    for level in ["error", "warning", "notice"] {
      let ofLevel = commands.filter { $0.name == level }
      #expect(ofLevel.count == min(count, 10))
      if count > 10 { #expect(ofLevel.last?.message.hasPrefix("\(count - 9) more of this level") == true) }
    }
  }

  @Test("Escapes are those of the runner, in data and in properties")
  func escapes() {
    let text = "100% a,b:c\r\nd%0A"
    #expect(WorkflowCommand.escapeData(text) == "100%25 a,b:c%0D%0Ad%250A")
    #expect(WorkflowCommand.escapeProperty(text) == "100%25 a%2Cb%3Ac%0D%0Ad%250A")
  }

  @Test("Hostile text makes no command of its own and is read back by the runner's parser", arguments: HostileText.all)
  func hostile(text: String) throws {
    let commands = try parsed(SampleLog.hostile(text))
    #expect(Set(commands.map(\.name)) == ["error"])
    #expect(commands.count == 2)
    let finding = try #require(commands.last)
    let visible = ReportText.visible(text)
    #expect(finding.properties["file"].map { Array($0.utf8) } == Array(visible.utf8))
    #expect(finding.properties["title"] == "race/double-consume [S2-W4]")
    #expect(finding.properties["line"] == "3")
    let remedy = Array("\nRemedy: \(visible)".utf8)
    #expect(text.isEmpty || finding.message.utf8.suffix(remedy.count).elementsEqual(remedy))
    #expect(!finding.message.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
  }

  @Test("Ten megabytes of hostile text are one short line")
  func huge() throws {
    let commands = try parsed(SampleLog.many(1, message: HostileText.huge))
    #expect(commands.count == 3)
    #expect(commands.allSatisfy { $0.message.utf8.count < 100_000 })
  }
}
