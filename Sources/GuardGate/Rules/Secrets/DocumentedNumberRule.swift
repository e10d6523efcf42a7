import GateKit
import GateModel

/// What documents say about a limit is what the code enforces.
struct DocumentedNumberRule: GuardRule {
  let settings: GuardSettings
  let fixes: FixList?

  let descriptor = CheckDescriptor(
    id: "guard/documented-number", title: "Document that names another number than the code",
    rationale: "Operators choose keys by the document; with a smaller number they choose weak ones, or the service does not start.",
    remedy: "Write the number of the constant in the document, or correct the pattern in the policy",
    requirements: ["S0-T1.2", "S4-IDP-001"])

  let defects: [DefectID] = ["docs.key-length-drift", "docs.lockout-drift"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    let numbers = try GuardPolicy.load(settings.policy, from: repository).numbers
    for number in numbers {
      guard let source = SourceText(number.constant.file, in: repository),
        let constant = DocumentedNumber.quotes(number.constant.pattern, in: source).first
      else {
        await report(
          "the constant '\(number.name)' is not in '\(number.constant.file)'", number.name, number.constant.location, context, "constant")
        continue
      }
      for document in number.documents {
        let source = SourceText(document.file, in: repository)
        let quotes = source.map { DocumentedNumber.quotes(document.pattern, in: $0) } ?? []
        if quotes.isEmpty {
          let missing = source == nil ? "is missing" : "does not name it"
          await report("'\(document.file)' \(missing): '\(number.name)'", number.name, document.location, context, document.file)
        }
        for (index, quote) in quotes.enumerated() where quote.number != constant.number {
          let location = source?.location(of: quote.number, line: quote.line) ?? document.location
          // Where the digits stand twice in a line, a person has to look.
          let isOnly = source.map { $0.line(quote.line).text.ranges(of: quote.number).count == 1 } ?? false
          let fix = isOnly ? source?.fix(location, with: constant.number) : nil
          await report(
            "'\(number.name)' is \(quote.number) here and \(constant.number) in '\(number.constant.file)'", number.name, location, context,
            "\(index)", fix)
        }
      }
    }
    await context.measure("numbers", Double(numbers.count), unit: "1")
    return numbers.isEmpty ? .skipped(reason: "'\(settings.policy)' declares no number") : .passed
  }

  private func report(
    _ message: String, _ subject: String, _ location: SourceLocation, _ context: CaseContext, _ identity: String, _ fix: FileFix? = nil
  ) async {
    await context.noting(fix, in: fixes).report(descriptor, message: message, subject: subject, location: location, identity: [identity])
  }
}
