import Testing

@testable import StepLanguage

@Suite("Growth of metrics", .timeLimit(.minutes(1)))
struct MetricGrowthTests {
  private static let steps = "- metrics: /m\n  save: before\n- metrics: /m\n  since: before\n  expect: {'NAME': 1}"

  private func pages(_ before: String, _ after: String) -> @Sendable (String, Int) -> String {
    { _, number in EchoServer.response(200, number == 0 ? before : after) }
  }

  @Test(
    "a declared counter counts from nothing; a gauge may have been anywhere",
    arguments: [
      ("a_total 4", "a_total 5", "a_total"), ("# TYPE a counter", "# TYPE a counter\na_total 1", "a_total"),
      ("# TYPE a_total counter\n", "a_total{x=\"1\"} 1", "a_total{x=\"1\"}"),
      ("a_total{x=\"1\"} 3", "a_total{x=\"1\"} 3\na_total{x=\"2\"} 1", "a_total{x=\"2\"}"),
      ("# TYPE g gauge\ng -2", "# TYPE g gauge\ng -1", "g"),
    ])
  func grows(before: String, after: String, name: String) async throws {
    let scope = try await Play.run(Self.steps.replacing("NAME", with: name), answer: pages(before, after))
    #expect(scope.judged == 1)
  }

  @Test(
    "a counter that went back, growth of what was not there, and of what is not finite, are errors",
    arguments: [
      ("a_total 4", "a_total 3", "went back from 4.0 to 3.0"),
      ("# TYPE a_total counter\na_total 9", "# TYPE a_total counter\na_total 1", "went back"),
      ("b 1", "a_total 1", "does not have 'a_total'"), ("a_total NaN", "a_total 1", "went from nan"),
      ("a_total 1", "a_total +Inf", "to inf"),
    ])
  func errors(before: String, after: String, message: String) async {
    let error = await Play.error(Self.steps.replacing("NAME", with: "a_total"), answer: pages(before, after))
    #expect(error?.message.contains(message) == true, "\(String(describing: error))")
    #expect(error?.location?.line == 5)
  }

  @Test("growth that is not the wanted one is a failure that shows the samples")
  func failure() async {
    let failure = await Play.failure(Self.steps.replacing("NAME", with: "a_total"), answer: pages("a_total 1", "a_total{x=\"y z\"} 4"))
    #expect(failure?.subject == "growth of a_total")
    #expect(failure?.found == "3.0")
    #expect(failure?.evidence.contains { $0.text.contains("a_total{x=\"y z\"} 4.0") } == true)
  }
}
