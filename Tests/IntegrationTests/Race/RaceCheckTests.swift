import JSONDocument
import Testing

/// `gatehouse race check` as a whole.
struct RaceCheckTests {
  private static func register(seen: Int) -> String {
    """
    {"process": 0, "type": "invoke", "op": "write", "value": 1}
    {"process": 0, "type": "ok", "op": "write", "value": 1}
    {"process": 1, "type": "invoke", "op": "write", "value": 2}
    {"process": 1, "type": "ok", "op": "write", "value": 2}
    {"process": 2, "type": "invoke", "op": "read"}
    {"process": 2, "type": "ok", "op": "read", "value": \(seen)}

    """
  }

  @Test("A history with an order ends with 0, one without with 1 and tells where the order ends")
  func verdicts() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let right = try await GatehouseBinary.run(["race", "check", "--model", "register", try folder.write("right", Self.register(seen: 2))])
    #expect(right.exitCode == 0, "\(right.errors)")
    #expect(right.output == "LINEARIZABLE: register, 3 operations\n")
    let wrong = try await GatehouseBinary.run([
      "race", "check", "--model", "register", try folder.write("wrong", Self.register(seen: 1)), "--html", "\(folder.path)/page.html",
    ])
    #expect(wrong.exitCode == 1, "\(wrong.errors)")
    #expect(wrong.output.contains("NOT LINEARIZABLE: register, 3 operations"))
    #expect(wrong.output.contains("No order explains the completion on line 6: process 2, read → 1."))
    let page = folder.text("page.html")
    #expect(page.contains("no order from here"))
    #expect(page.contains("prefers-color-scheme: dark"))
    #expect(!page.contains("<script"))
  }

  @Test("The report as JSON names the operations, the order and what was blocked")
  func json() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = try folder.write("wrong", Self.register(seen: 1))
    let ending = try await GatehouseBinary.run(["race", "check", "--model", "register", file, "--json"])
    #expect(ending.exitCode == 1, "\(ending.errors)")
    let report = try JSONParser.parse(ending.output)
    #expect(report["verdict"] == "illegal")
    #expect(report["violation"]?["completionLine"] == 6)
    #expect(report["violation"]?["operations"]?[2]?["text"] == "read → 1")
    #expect(report["violation"]?["blocked"]?[0] == 2)
  }

  @Test("Text of the history does nothing in the page")
  func escaped() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let evil = #"<script>alert('&')</script>"#
    let text = """
      {"process": "\(evil)", "type": "invoke", "op": "write", "key": "\(evil)", "value": "\(evil)"}
      {"process": "\(evil)", "type": "ok", "op": "write", "key": "\(evil)"}
      {"process": 1, "type": "invoke", "op": "read", "key": "\(evil)"}
      {"process": 1, "type": "ok", "op": "read", "key": "\(evil)", "value": "\(evil)2"}
      """
    let file = try folder.write("evil", text)
    let ending = try await GatehouseBinary.run(["race", "check", "--model", "register", file, "--html", "\(folder.path)/page.html"])
    #expect(ending.exitCode == 1, "\(ending.errors)")
    let page = folder.text("page.html")
    #expect(!page.contains("<script"))
    #expect(page.contains("&lt;script&gt;alert(&#39;&amp;&#39;)"))
  }

  @Test("What is not known ends with 3: no operation, or a limit that was reached")
  func unknown() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let empty = try await GatehouseBinary.run(["race", "check", "--model", "register", "-"])
    #expect(empty.exitCode == 3, "\(empty.errors)")
    #expect(empty.output.contains("UNKNOWN"))
    // Forty concurrent writes of twenty values, and a read of none of them.
    var lines = (0..<40).map { #"{"process": \#($0), "type": "invoke", "op": "write", "value": \#($0 / 2)}"# }
    lines += (0..<40).map { #"{"process": \#($0), "type": "ok", "op": "write"}"# }
    lines += [#"{"process": 50, "type": "invoke", "op": "read"}"#, #"{"process": 50, "type": "ok", "op": "read", "value": 99}"#]
    let hard = try folder.write("hard", lines.joined(separator: "\n"))
    let ending = try await GatehouseBinary.run(["race", "check", "--model", "cas-register", hard, "--time-limit", "0.5"])
    #expect(ending.exitCode == 3, "\(ending.errors)")
    #expect(ending.output.contains("out of time"))
  }

  @Test("Jepsen's forms are read as they are")
  func jepsen() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let log = try folder.write(
      "jepsen.log",
      "INFO  jepsen.util - 0\t:invoke\t:cas\t[0 3]\nINFO  jepsen.util - 0\t:ok\t:cas\t[0 3]\nINFO  jepsen.util - 1\t:invoke\t:read\tnil\n"
        + "INFO  jepsen.util - 1\t:ok\t:read\t0\n")
    let ending = try await GatehouseBinary.run(["race", "check", "--model", "cas-register", log, "--initial", "0"])
    #expect(ending.exitCode == 1, "\(ending.errors)")
    let edn = try folder.write(
      "history.edn",
      "[{:process 0, :type :invoke, :f :write, :value [7 1]} {:process 0, :type :ok, :f :write, :value [7 1]}\n"
        + " {:process 0, :type :invoke, :f :read, :value [7 nil]} {:process 0, :type :ok, :f :read, :value [7 1]}]")
    let keyed = try await GatehouseBinary.run(["race", "check", "--model", "register", "--keyed", edn])
    #expect(keyed.exitCode == 0, "\(keyed.errors)")
  }

  @Test(
    "What is no history, or no question, ends with 2 and says where",
    arguments: [
      (
        ["--model", "register"], #"{"process": 0, "type": "ok", "op": "read"}"#, "line 1: process 0 completes 'read', but has no operation"
      ),
      (["--model", "register"], "{\"process\": 0,\n", "line 2"), (["--model", "register"], "hello", "neither JSON Lines, nor EDN"),
      (["--model", "rgister"], "", "unknown model 'rgister'. There are: register, cas-register"),
      (["--model", "stock"], #"{"process": 0, "type": "invoke", "op": "reserve"}"#, "needs its initial level"),
      (["--model", "register", "--initial", "{"], "", "--initial"), (["--model", "register", "--format", "xml"], "", "unknown format"),
      (["--model", "register", "--time-limit", "0"], "", "--time-limit"),
      (["--model", "register", "--memory-limit", "0"], "", "--memory-limit"),
    ])
  func refused(options: [String], text: String, message: String) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let ending = try await GatehouseBinary.run(["race", "check"] + options + [try folder.write("history", text)])
    #expect(ending.exitCode == 2)
    #expect(ending.errors.contains(message), "\(ending.errors)")
  }

  @Test("A file that is not there ends with 2")
  func missing() async throws {
    let ending = try await GatehouseBinary.run(["race", "check", "--model", "register", "/nonexistent"])
    #expect(ending.exitCode == 2)
    #expect(ending.errors.contains("cannot be read"))
  }
}
