import GateKit
import StepLanguage

/// One measured request: as a `request` step of a scenario, without anything that would not be the target's time.
struct IterationRequest: Sendable {
  let template: RequestTemplate
  let expectation: ResponseExpectation
  let captures: [ResponseCapture]

  /// - Throws: `GateError` with line and column.
  init(_ node: YAMLNode) throws {
    var mapping = try node.mapping("request")
    template = try RequestTemplate(&mapping, keyword: RequestStep.keyword)
    let expect = mapping.optional("expect")
    expectation = try expect.map { try ResponseExpectation($0) } ?? ResponseExpectation(successAt: template.location)
    captures = try ResponseCapture.list(mapping.optional("capture"))
    try mapping.finish()
  }
}
