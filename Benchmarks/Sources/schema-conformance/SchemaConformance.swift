import Foundation
import JSONDocument
import JSONSchema

/// `schema-conformance FOLDER [--verbose]`: runs the official JSON-Schema-Test-Suite and prints the score by dialect.
///
/// FOLDER is the suite's root, with `tests` and `remotes`. Exit code: 0 when every required case passed, 1 when one did not,
/// 2 when the suite could not be read.
@main
struct SchemaConformance {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let isVerbose = arguments.contains("--verbose")
    guard let folder = arguments.first(where: { !$0.hasPrefix("--") }) else { stop("usage: schema-conformance FOLDER [--verbose]") }
    do {
      let suite = try Suite(folder: URL(fileURLWithPath: folder))
      var requiredFailures = 0
      for section in Section.all {
        let score = try suite.run(section)
        print(score.line(for: section))
        if section.isRequired { requiredFailures += score.failures.count }
        if section.isRequired || isVerbose { for failure in score.failures { print("  failed: \(failure)") } }
      }
      exit(requiredFailures == 0 ? 0 : 1)
    } catch {
      stop("the suite in \(folder) can't be run: \(error)")
    }
  }

  private static func stop(_ message: String) -> Never {
    FileHandle.standardError.write(Data("error: \(message)\n".utf8))
    exit(2)
  }
}
