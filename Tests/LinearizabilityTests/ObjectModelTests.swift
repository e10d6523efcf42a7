import Linearizability
import Testing

/// Every model by its name: a history that is right, and one that is wrong.
@Suite("Models by name")
struct ObjectModelTests {
  /// Lines `process type op [key] value`, as short JSON.
  struct Case: Sendable, CustomTestStringConvertible {
    var model: ObjectModel
    var initial: String?
    var isLegal: Bool
    var lines: [String]
    var testDescription: String { "\(model.rawValue) \(isLegal ? "right" : "wrong"): \(lines.joined(separator: "; "))" }
  }

  /// `0 write 1 -> ok` one after another: each operation ends before the next begins.
  private static func sequential(_ model: ObjectModel, _ initial: String? = nil, legal: Bool, _ calls: [String]) -> Case {
    Case(model: model, initial: initial, isLegal: legal, lines: calls)
  }

  static let cases: [Case] = [
    sequential(.register, legal: true, ["write 1 > 1", "read null > 1"]),
    sequential(.register, legal: false, ["write 1 > 1", "write 2 > 2", "read null > 1"]),
    sequential(.casRegister, "0", legal: true, ["cas [0,1] > [0,1]", "cas [0,2] > false", "read null > 1"]),
    sequential(.casRegister, "0", legal: false, ["cas [0,1] > [0,1]", "cas [0,2] > [0,2]"]),
    sequential(.counter, legal: true, ["add 2 > null", "increment null > null", "read null > 3", "add-and-get 1 > 4"]),
    sequential(.counter, legal: false, ["add 2 > null", "add 2 > null", "read null > 2"]),
    sequential(.set, legal: true, ["add 1 > true", "add 1 > false", "contains 1 > true", "remove 1 > true", "contains 1 > false"]),
    sequential(.set, legal: false, ["add 1 > null", "contains 1 > false"]),
    sequential(.set, legal: true, ["add 1 > null", "add 2 > null", "read null > [2,1]"]),
    sequential(.set, legal: false, ["add 1 > null", "add 2 > null", "read null > [2]"]),
    sequential(
      .queue, legal: true, ["enqueue 1 > null", "enqueue 2 > null", "dequeue null > 1", "dequeue null > 2", "dequeue null > null"]),
    sequential(.queue, legal: false, ["enqueue 1 > null", "enqueue 2 > null", "dequeue null > 2"]),
    sequential(.mutex, legal: true, ["acquire null > null", "acquire null > false", "release null > null", "acquire null > null"]),
    sequential(.mutex, legal: false, ["acquire null > null", "acquire null > null"]),
    sequential(.mutex, legal: false, ["acquire \"a\" > null", "release \"b\" > null"]),
    sequential(.lease, legal: true, ["acquire null > 1", "acquire null > 2", "use 2 > null", "use 1 > false"]),
    sequential(.lease, legal: false, ["acquire null > 1", "acquire null > 2", "use 2 > null", "use 1 > null"]),
    sequential(.lease, legal: false, ["acquire null > 2", "acquire null > 2"]),
    sequential(.singleUse, legal: true, ["consume \"t\" > true", "consume \"t\" > false", "consume \"u\" > true"]),
    sequential(.singleUse, legal: false, ["consume \"t\" > true", "consume \"t\" > true"]),
    sequential(.idempotencyKey, legal: true, ["request {\"a\":1} > 7", "request {\"a\":1} > 7"]),
    sequential(.idempotencyKey, legal: false, ["request {\"a\":1} > 7", "request {\"a\":1} > 8"]),
    sequential(.stock, "2", legal: true, ["reserve 1 > null", "reserve 2 > false", "reserve null > null", "read null > 0"]),
    sequential(.stock, "2", legal: false, ["reserve 2 > null", "reserve 1 > null"]),
    sequential(.stock, "{\"level\":2,\"capacity\":2}", legal: false, ["restock 1 > null"]),
    sequential(
      .keyValue, legal: true, ["put \"a\" > null", "append \"b\" > null", "get null > \"ab\"", "delete null > null", "get null > null"]),
    sequential(.keyValue, legal: false, ["put \"a\" > null", "append \"b\" > null", "get null > \"ba\""]),
    sequential(.keyValue, legal: false, ["append \"a\" > null", "append \"b\" > null", "get null > \"b\""]),
    sequential(
      .bank, "{\"0\":10,\"1\":0}", legal: true,
      [
        "transfer {\"from\":0,\"to\":1,\"amount\":4} > null", "transfer {\"from\":0,\"to\":1,\"amount\":7} > false",
        "read null > {\"0\":6,\"1\":4}",
      ]),
    sequential(
      .bank, "{\"0\":10,\"1\":0}", legal: false, ["transfer {\"from\":0,\"to\":1,\"amount\":4} > null", "read null > {\"0\":10,\"1\":4}"]),
  ]

  private static func history(_ calls: [String]) throws -> RecordedHistory {
    var text = ""
    for (process, call) in calls.enumerated() {
      let halves = call.split(separator: " > ")
      let parts = halves[0].split(separator: " ", maxSplits: 1)
      text += "{\"process\": \(process), \"type\": \"invoke\", \"op\": \"\(parts[0])\", \"value\": \(parts[1])}\n"
      text += "{\"process\": \(process), \"type\": \"ok\", \"op\": \"\(parts[0])\", \"value\": \(halves[1])}\n"
    }
    return try HistoryReader.read(Array(text.utf8))
  }

  @Test("accepts what is right and refuses what is wrong", arguments: cases)
  func judged(example: Case) async throws {
    let initial = try example.initial.map { try HistoryValue(text: $0) }
    let report = try await example.model.check(try Self.history(example.lines), initial: initial)
    #expect(report.verdict == (example.isLegal ? .linearizable : .illegal))
    #expect((report.violation == nil) == example.isLegal)
  }

  /// The sabotage: a model that accepts everything would pass every right history, so each must refuse one.
  @Test("every model has a right and a wrong history here, so that one that accepts all is caught", arguments: ObjectModel.allCases)
  func noModelAcceptsAll(model: ObjectModel) {
    #expect(Self.cases.contains { $0.model == model && $0.isLegal })
    #expect(Self.cases.contains { $0.model == model && !$0.isLegal })
  }

  @Test("each model refuses a history that no such object has", arguments: ObjectModel.allCases)
  func impossible(model: ObjectModel) throws {
    #expect(try ModelJudge(model).refusesTheImpossible(for: model))
  }

  @Test("a model that accepts all is told apart by the wrong histories")
  func sabotage() async throws {
    /// The stock, sabotaged: whatever was answered is fine.
    struct AcceptsAll: SequentialModel {
      static let name = "accepts-all"
      let initial = 0
      func step(_ state: Int, _ input: StockModel.Input, observed output: StockModel.Output?) -> Int? { 0 }
    }
    let oversold: [Operation<StockModel.Input, StockModel.Output>] = (0..<3).map {
      Operation(process: $0, input: .reserve(1), output: .accepted, invoked: $0 * 2, returned: $0 * 2 + 1)
    }
    let history = History(operations: oversold)
    #expect(LinearizabilityChecker(model: AcceptsAll()).check(history).isOK)
    #expect(LinearizabilityChecker(model: StockModel(level: 2)).check(history).isIllegal)
  }

  @Test(
    "what a model does not know is an error with its line",
    arguments: [
      (ObjectModel.register, "cas [0,1] > null", "use"), (.register, "jump 1 > 1", "unknown operation 'jump'"),
      (.counter, "add \"x\" > null", "no integer"), (.counter, "read null > \"x\"", "no integer"),
      (.stock, "reserve 1 > null", "initial level"),
      (.bank, "read null > null", "initial balances"), (.casRegister, "cas 1 > null", "pair"), (.set, "read null > 3", "list of elements"),
    ])
  func unknown(model: ObjectModel, call: String, message: String) async throws {
    let history = try Self.history([call])
    await #expect {
      _ = try await model.check(history)
    } throws: { error in
      "\(error)".contains(message) || message == "use"
    }
  }

  @Test("keys are judged on their own, in any width, with the same report", arguments: [1, 2, 7])
  func keys(width: Int) async throws {
    var text = ""
    for key in 0..<40 {
      let seen = key == 13 || key == 21 ? 0 : 1
      for (index, call) in ["\"put\", \"value\": 1", "\"get\", \"value\": \(seen)"].enumerated() {
        for type in ["invoke", "ok"] {
          text += "{\"process\": \(key * 2 + index), \"type\": \"\(type)\", \"key\": \"k\(key)\", \"op\": \(call)}\n"
        }
      }
    }
    let report = try await ObjectModel.keyValue.check(try HistoryReader.read(Array(text.utf8)), width: width)
    #expect(report.verdict == .illegal)
    #expect(report.partitions == 40)
    #expect(report.illegalKeys == ["\"k13\"", "\"k21\""])
    #expect(report.violation?.key == "\"k13\"")
  }

  @Test("nothing observed is not known, and limits are not a verdict")
  func unknownVerdicts() async throws {
    let empty = try await ObjectModel.register.check(RecordedHistory(operations: []))
    #expect(empty.verdict == .unknown)
    let open = try HistoryReader.read(Array(#"{"process": 0, "type": "invoke", "op": "write", "value": 1}"#.utf8))
    #expect(try await ObjectModel.register.check(open).verdict == .unknown)
    let calls = (0..<16).map { "write \($0 / 2) > null" }
    let sequential = try Self.history(calls)
    let overlapping = RecordedHistory(
      operations: sequential.operations.map { operation in
        var operation = operation
        operation.invoked = 0
        return operation
      })
    let limited = try await ObjectModel.register.check(overlapping, limits: CheckLimits(steps: 10))
    #expect(limited.verdict == .unknown)
    #expect(limited.reason?.contains("10 steps") == true)
  }
}
