import Testing

@testable import StepLanguage

@Suite("Metrics page")
struct MetricTextTests {
  @Test("labels with spaces, commas, braces and escapes, numbers of every kind, time stamps and comments are read")
  func reads() throws {
    let samples = try MetricText.parse(
      """
      # HELP a help text
      # TYPE a counter
      a{path="/x y, {z}",quote="say \\"hi\\" \\\\ \\n"} 3 1700000000000
      a{path="/other",} 4.5e1\r

        b NaN
      c{} +Inf
      """)
    #expect(samples.samples.count == 4)
    #expect(samples.samples[0].labels == ["path": "/x y, {z}", "quote": "say \"hi\" \\ \n"])
    #expect(samples.sum(of: "a") == 48)
    #expect(samples.sum(of: "a", labels: ["path": "/other"]) == 45)
    #expect(samples.sum(of: "b")?.isNaN == true)
    #expect(samples.sum(of: "c") == .infinity)
    #expect(samples.sum(of: "d") == nil)
  }

  @Test(
    "what is no sample is an error with its line",
    arguments: [
      "a", "a x", "a{b=\"c\" 1", "a{b=c} 1", "a{b=\"c} 1", "{b=\"c\"} 1", "a 1 2 3", "a 1\na 1", "a{x=\"1\",x=\"2\"} 1", "a 0x10",
      "a{=\"1\"} 1",
      "<html>",
    ])
  func refuses(text: String) { #expect(throws: MetricTextError.self) { try MetricText.parse(text) } }

  @Test("OpenMetrics is read too: exemplars, time stamps in seconds, quoted names, kinds of families and the end mark")
  func openMetrics() throws {
    let samples = try MetricText.parse(
      """
      # TYPE requests counter
      # UNIT requests requests
      requests_total{code="200"} 3 1700000000.123 # {trace_id="a b, }"} 0.5 1700000000
      requests_created{code="200"} 1.7e9
      # TYPE latency histogram
      latency_bucket{le="+Inf"} 4 # {trace_id="x"} 0.25
      {"my.metric","a.label"="b"} 1
      # EOF
      """)
    #expect(samples.samples.count == 4)
    #expect(samples.sum(of: "requests_total") == 3)
    #expect(samples.sum(of: "my.metric", labels: ["a.label": "b"]) == 1)
    #expect(samples.families == ["requests": .counter, "latency": .histogram])
    #expect(samples.isCumulative("requests_total") && samples.isCumulative("latency_bucket") && !samples.isCumulative("requests_created"))
  }

  @Test("a broken exemplar is refused", arguments: ["a 1 # x", "a 1 # {b=\"c\"}", "a 1 # {b=\"c\"} 1 2 3", "a 1 # {b=\"c\"} x"])
  func exemplars(text: String) { #expect(throws: MetricTextError.self) { try MetricText.parse(text) } }

  @Test("an empty page has no samples")
  func empty() throws { #expect(try MetricText.parse("").samples.isEmpty) }
}
