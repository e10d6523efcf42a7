import Linearizability
import Testing

@Suite("History formats")
struct FormatTests {
  private func read(_ text: String, keyed: Bool = false) throws -> RecordedHistory {
    try HistoryReader.read(Array(text.utf8), isKeyed: keyed)
  }

  private func error(_ text: String, keyed: Bool = false) -> HistoryFileError? {
    do {
      _ = try HistoryReader.read(Array(text.utf8), isKeyed: keyed)
      return nil
    } catch { return error }
  }

  /// One history, written in every form.
  private static let forms: [String] = [
    """
    {"process": 0, "type": "invoke", "op": "write", "value": 1}
    {"process": 1, "type": "invoke", "f": "read", "value": null, "time": 12}
    {"process": 0, "type": "ok", "op": "write", "value": 1}

    {"process": 1, "type": "ok", "op": "read", "value": 1}
    {"process": 2, "type": "invoke", "op": "cas", "value": [1, 2]}
    {"process": 2, "type": "info", "op": "cas", "value": [1, 2]}
    """,
    """
    [{"process": 0, "type": "invoke", "op": "write", "value": 1}, {"process": 1, "type": "invoke", "op": "read"},
     {"process": 0, "type": "ok", "op": "write", "value": 1}, {"process": 1, "type": "ok", "op": "read", "value": 1},
     {"process": 2, "type": "invoke", "op": "cas", "value": [1, 2]}, {"process": 2, "type": "info", "op": "cas"}]
    """,
    """
    ; what Jepsen writes
    {:process 0, :type :invoke, :f :write, :value 1, :index 0}
    {:process :nemesis, :type :info, :f :start, :value nil}
    {:process 1, :type :invoke, :f :read, :value nil}
    #jepsen.history.Op{:process 0, :type :ok, :f :write, :value 1}
    {:process 1 :type :ok :f :read :value 1N}
    {:process 2, :type :invoke, :f :cas, :value [1 2]}
    {:process 2, :type :info, :f :cas, :value [1 2], :error :timeout}
    """,
    """
    [{:process 0, :type :invoke, :f :write, :value 1} {:process 1, :type :invoke, :f :read, :value nil}
     #_ {:process 9} {:process 0, :type :ok, :f :write, :value 1} {:process 1, :type :ok, :f :read, :value 1}
     {:process 2, :type :invoke, :f :cas, :value [1 2]} {:process 2, :type :info, :f :cas, :value [1 2]}]
    """,
    "INFO  jepsen.core - starting\nINFO  jepsen.util - 0\t:invoke\t:write\t1\nINFO  jepsen.util - 1\t:invoke\t:read\tnil\r\n"
      + "INFO  jepsen.util - :nemesis\t:info\t:start\tnil\nINFO  jepsen.util - 0\t:ok\t:write\t1\nINFO jepsen.util - 1 :ok :read 1\n"
      + "INFO [2026-01-01 12:00:00] jepsen worker 2 - jepsen.util 2 :invoke :cas [1 2]\nINFO  jepsen.util - 2\t:info\t:cas\t:timed-out {\n",
    "2026-01-01 12:00:00,001{GMT}\tINFO\t[jepsen worker 0] jepsen.util: 0\t:invoke\t:write\t1\r\n"
      + "2026-01-01 12:00:00,002{GMT}\tINFO\t[jepsen nemesis] jepsen.util: :nemesis\t:info\t:start\t\"Cut off {:n1 #{:n2}}\"\r\n"
      + "INFO  jepsen.util - 5 nodes are up\nINFO\tjepsen.util: 1\t:invoke\t:read\tnil\nINFO\tjepsen.util: 0\t:ok\t:write\t1\r\n"
      + "WARN  jepsen.client - process 2 indeterminate\nINFO\tjepsen.util: 1\t:ok\t:read\t1\nINFO\tjepsen.util: 2\t:invoke\t:cas\t[1 2]\n"
      + "INFO\tjepsen.util: 2\t:info\t:cas\t[1 2]\t:timed-out\njava.net.SocketTimeoutException: Read timed out",
    """
    {"process": 0, "type": ":invoke", "f": ":write", "value": 1, "time": 1.5}\r
    {"process": 1, "type": ":invoke", "f": ":read", "value": null, "time": 2.25e3}\r
    {"process": 0, "type": ":ok", "f": ":write", "value": 1}\r
    {"process": 1, "type": ":ok", "f": ":read", "value": 1}\r
    {"process": 2, "type": ":invoke", "f": ":cas", "value": [1, 2]}\r
    {"process": 2, "type": ":info", "f": ":cas", "value": [1, 2]}
    """,
  ]

  @Test("the same history in every form", arguments: forms)
  func same(text: String) throws {
    let operations = try read(text).operations
    #expect(operations.map(\.name) == ["write", "read", "cas"])
    #expect(operations.map(\.argument) == [.integer(1), .null, .list([.integer(1), .integer(2)])])
    #expect(operations.map(\.answer?.value) == [.integer(1), .integer(1), nil])
    #expect(operations.map { $0.returned == nil } == [false, false, true])
  }

  @Test("a failure is left out, and its reason may be anything")
  func failure() throws {
    let log = "INFO jepsen.util - 0 :invoke :read nil\nINFO jepsen.util - 0 :fail :read :timed-out }\n"
    let history = try read(log)
    #expect(history.operations.isEmpty)
    #expect(history.failures == 1)
  }

  @Test("values of all kinds")
  func values() throws {
    let json = try HistoryValue(text: #"{"a": [1, -2.5, "x\u00e9\ud83d\ude00\n", true, null, 1e2, 12345678901234567890]}"#)
    #expect(
      json["a"]
        == .list([
          .integer(1), .decimal(-2.5), .string("xé😀\n"), .bool(true), .null, .integer(100), .string("12345678901234567890"),
        ]))
    let edn = try HistoryValue(text: #"{:a #{1 2}, "b" (x \c nil), 0 #inst "2026"}"#)
    #expect(edn["a"] == .list([.integer(1), .integer(2)]))
    #expect(edn["b"] == .list([.string("x"), .string("c"), .null]))
  }

  @Test("texts that only look alike are different values")
  func bytes() { #expect(HistoryValue.string("\u{e9}") != HistoryValue.string("e\u{301}")) }

  @Test("keyed values are taken apart")
  func keyed() throws {
    let history = try read(
      "{:process 0, :type :invoke, :f :write, :value [7 1]}\n{:process 0, :type :ok, :f :write, :value [7 1]}", keyed: true)
    #expect(history.operations.map(\.key) == [.integer(7)])
    #expect(history.operations.map(\.argument) == [.integer(1)])
    #expect(error("{:process 0, :type :invoke, :f :read, :value nil}", keyed: true)?.line == 1)
  }

  private static let invoke = #"{"process": 0, "type": "invoke", "op": "read"}"#

  @Test(
    "a history that cannot be is refused with its line",
    arguments: [
      (#"{"process": 0, "type": "ok", "op": "read"}"#, 1, "has no operation under way"),
      (invoke + "\n" + invoke, 2, "while its operation of line 1 is still open"),
      (invoke + "\n" + #"{"process": 0, "type": "info", "op": "read"}"# + "\n" + invoke, 3, "operation of line 2 has an unknown outcome"),
      (invoke + "\n" + #"{"process": 0, "type": "ok", "op": "write"}"#, 2, "but it invoked 'read' on line 1"),
      (invoke + "\n" + invoke.replacing("0", with: "1").replacing("invoke", with: "ok"), 2, "process 1 completes 'read'"),
    ])
  func impossible(text: String, line: Int, message: String) {
    let error = error(text)
    #expect(error?.line ?? 0 >= line - 1)
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test(
    "malformed input is refused with its place",
    arguments: [
      ("hello", 1, "neither JSON Lines"), (invoke + "\n{\"process\": 1,", 2, "expected a member"),
      (invoke + "\n{\"process\": 1, \"type\": \"ok", 2, "a text has no end"), (invoke + "\nnull", 2, "expected an event"),
      (#"{"process": 0, "type": "begin", "op": "read"}"#, 1, "unknown type"), (#"{"process": 0, "type": "ok"}"#, 1, "no operation"),
      (#"{"type": "ok", "op": "x"}"#, 1, "no process"), (#"{"process": [], "type": "ok", "op": "x"}"#, 1, "neither a number nor a name"),
      (#"{"process": 0, "type": "ok", "op": "x", "vlaue": 1}"#, 1, "unknown member"),
      (#"{"process": 0, "process": 0, "type": "ok", "op": "x"}"#, 1, "comes twice"),
      (#"{"process": 0, "type": "ok", "op": "x", "value": "\ud800"}"#, 1, "surrogate"),
      (#"{"process": 0, "type": "ok", "op": "x", "value": 01x}"#, 1, "expected a value"),
      ("[" + invoke, 1, "expected ',' or ']'"), ("{:process 0 :type :invoke :f}", 1, "key without a value"),
      ("{:process 0, :type :invoke, :f :read, :value [1 2}", 1, "expected a value"),
      ("[{:process 0, :type :invoke, :f :read}", 1, "never closed"),
      ("[1 2]", 1, "neither"), ("{:a \"x", 1, "no end"), ("INFO jepsen.util - 0 :began :read nil", 1, "':began'"),
      ("INFO jepsen.util - 0 :invoke", 1, "no operation is named"), ("INFO jepsen.util - 0 :invoke :cas [0", 1, "never closed"),
      (String(repeating: "[", count: 100_000), 1, ""), ("{:a " + String(repeating: "[", count: 100_000), 1, "nested deeper"),
      ("{\"a\": " + String(repeating: "[", count: 100_000), 1, "nested deeper"), ("{\"a\": \u{0}}", 1, "expected a value"),
    ])
  func malformed(text: String, line: Int, message: String) {
    let error = error(text)
    #expect(error?.line == line, "\(String(describing: error))")
    #expect(message.isEmpty || error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test("every beginning of every form is read or refused, and never crashes", arguments: forms)
  func truncated(text: String) {
    let bytes = Array(text.utf8)
    for length in stride(from: 0, to: bytes.count, by: 3) { _ = try? HistoryReader.read(Array(bytes[..<length])) }
    var numbers = NumberSequence(state: 77)
    for _ in 0..<300 {
      var spoilt = bytes
      for _ in 0..<3 { spoilt[numbers.next(spoilt.count)] = UInt8(numbers.next(256)) }
      _ = try? HistoryReader.read(spoilt)
      for format in HistoryFormat.allCases { _ = try? HistoryReader.read(spoilt, format: format) }
    }
  }
}
