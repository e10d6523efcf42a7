import Linearizability
import Testing

/// Small histories that the literature is made of, in the notations in which it writes them down.
@Suite("Histories of the literature")
struct LiteratureTests {
  private func verdict(_ model: ObjectModel, _ text: String, initial: HistoryValue? = nil) async throws -> HistoryReport.Verdict {
    try await model.check(try HistoryReader.read(Array(text.utf8)), initial: initial).verdict
  }

  /// `A invoke enqueue x`, `B ok dequeue y`, as JSON Lines; values are letters.
  private func queue(_ lines: String) -> String {
    lines.split(separator: ";").map { line in
      let words = line.split(separator: " ")
      let value = words.count > 3 ? "\"\(words[3])\"" : "null"
      return "{\"process\": \"\(words[0])\", \"type\": \"\(words[1])\", \"op\": \"\(words[2])\", \"value\": \(value)}"
    }.joined(separator: "\n")
  }

  /// Figure 1 of Herlihy and Wing, "Linearizability" (1990): the queue histories H1 to H4.
  @Test(
    "the queue histories of Herlihy and Wing",
    arguments: [
      // H1: two overlapping enqueues may be dequeued in either order.
      (
        "A invoke enqueue x;B invoke enqueue y;B ok enqueue;A ok enqueue;B invoke dequeue;B ok dequeue x;A invoke dequeue;"
          + "A ok dequeue y;A invoke enqueue z", true
      ),
      // H2: x was in before y came, so y cannot be first.
      ("A invoke enqueue x;A ok enqueue;B invoke enqueue y;A invoke dequeue;B ok enqueue;A ok dequeue y", false),
      // H3: an enqueue that has not returned may have taken effect.
      ("A invoke enqueue x;B invoke dequeue;B ok dequeue x", true),
      // H4: but not twice.
      (
        "A invoke enqueue x;B invoke enqueue y;A ok enqueue;B ok enqueue;A invoke dequeue;C invoke dequeue;A ok dequeue y;C ok dequeue y",
        false
      ),
    ])
  func herlihyAndWing(lines: String, legal: Bool) async throws {
    #expect(try await verdict(.queue, queue(lines)) == (legal ? .linearizable : .illegal))
  }

  /// A consumer died with its answer on the way: what it took is gone, or not.
  @Test(
    "a queue from which somebody took something and never learned what",
    arguments: [
      (
        "A invoke enqueue x;A ok enqueue;A invoke enqueue y;A ok enqueue;B invoke dequeue;B info dequeue;C invoke dequeue;C ok dequeue y",
        true
      ),
      (
        "A invoke enqueue x;A ok enqueue;A invoke enqueue y;A ok enqueue;C invoke dequeue;C ok dequeue y;B invoke dequeue;B info dequeue",
        false
      ),
      // One lost answer explains one value that is missing, not two.
      (
        "A invoke enqueue x;A ok enqueue;A invoke enqueue y;A ok enqueue;B invoke dequeue;B info dequeue;C invoke dequeue;C ok dequeue",
        false
      ),
      ("A invoke enqueue x;A ok enqueue;B invoke dequeue;B info dequeue;C invoke dequeue;C ok dequeue", true),
      // It took x, so that y is first; then z must not come before it.
      (
        "A invoke enqueue x;A ok enqueue;A invoke enqueue y;A ok enqueue;A invoke enqueue z;A ok enqueue;B invoke dequeue;B info dequeue;"
          + "C invoke dequeue;C ok dequeue z;C invoke dequeue;C ok dequeue y", false
      ),
    ])
  func lostTakes(lines: String, legal: Bool) async throws {
    #expect(try await verdict(.queue, queue(lines)) == (legal ? .linearizable : .illegal))
  }

  /// Zones of Gibbons and Korach (1997): a value's zone lies between its earliest end and its latest beginning.
  @Test(
    "registers whose writes all differ",
    arguments: [
      // Two forward zones that overlap: 1, then 2, then 1 again.
      (["A invoke write 1", "A ok write", "A invoke write 2", "A ok write", "B invoke read", "B ok read 1"], false),
      (
        [
          "A invoke write 1", "B invoke write 2", "A ok write", "B ok write", "C invoke read", "C ok read 1", "C invoke read",
          "C ok read 2",
          "C invoke read", "C ok read 1",
        ], false
      ),
      // A backward zone inside a forward one: 2 would have to come and go while 1 was there all along.
      (
        [
          "A invoke write 1", "A ok write", "B invoke write 2", "C invoke read", "C ok read 2", "B ok write", "D invoke read",
          "D ok read 1",
        ], false
      ),
      // A backward zone that reaches beyond it may come before or after.
      (
        [
          "B invoke write 2", "A invoke write 1", "A ok write", "C invoke read", "C ok read 1", "D invoke read", "D ok read 2",
          "B ok write",
        ], true
      ),
      // Two backward zones never exclude each other.
      (
        [
          "A invoke write 1", "B invoke write 2", "C invoke read", "D invoke read", "C ok read 1", "D ok read 2", "A ok write",
          "B ok write",
        ],
        true
      ),
    ])
  func zones(lines: [String], legal: Bool) async throws {
    #expect(try await verdict(.register, queue(lines.joined(separator: ";"))) == (legal ? .linearizable : .illegal))
  }

  /// The register of an etcd of 2014, as Jepsen saw it: reads served by a follower come late.
  @Test(
    "a register with time-outs, as Jepsen logs it",
    arguments: [
      // The write timed out, was seen, and then was gone again.
      (
        [
          "0 :invoke :write 1", "0 :ok :write 1", "1 :invoke :write 3", "1 :info :write :timed-out", "2 :invoke :read nil", "2 :ok :read 3",
          "2 :invoke :read nil", "2 :ok :read 1",
        ], false
      ),
      // It may take effect long after its time-out.
      (
        [
          "0 :invoke :write 1", "0 :ok :write 1", "1 :invoke :write 3", "1 :info :write :timed-out", "2 :invoke :read nil", "2 :ok :read 1",
          "2 :invoke :read nil", "2 :ok :read 3",
        ], true
      ),
      // A lost compare-and-set explains the value that the next one found.
      (
        [
          "0 :invoke :write 2", "0 :ok :write 2", "1 :invoke :cas [2 4]", "1 :info :cas :timed-out", "2 :invoke :cas [4 0]",
          "2 :ok :cas [4 0]",
        ], true
      ),
      // A failed one does not.
      (
        ["0 :invoke :write 2", "0 :ok :write 2", "1 :invoke :cas [2 4]", "1 :fail :cas [2 4]", "2 :invoke :cas [4 0]", "2 :ok :cas [4 0]"],
        false
      ),
      // A stale read.
      (
        ["0 :invoke :write 2", "0 :ok :write 2", "1 :invoke :cas [2 4]", "1 :ok :cas [2 4]", "2 :invoke :read nil", "2 :ok :read 2"], false
      ),
    ])
  func etcd(lines: [String], legal: Bool) async throws {
    let log = lines.map { "INFO  jepsen.util - " + $0.replacing(" ", with: "\t", maxReplacements: 2) }.joined(separator: "\n")
    #expect(try await verdict(.casRegister, log) == (legal ? .linearizable : .illegal))
  }

  /// A read that overlaps nothing must see the last append; two that overlap an append may differ, but only once.
  @Test(
    "a key-value store, as Porcupine writes it",
    arguments: [
      ("x y", true), ("x", false), ("y x", false), ("", false),
    ])
  func appends(seen: String, legal: Bool) async throws {
    let text = """
      {:process 0, :type :invoke, :f :put, :key "8", :value "x"}
      {:process 0, :type :ok, :f :put, :key "8", :value "x"}
      {:process 1, :type :invoke, :f :append, :key "8", :value " y"}
      {:process 1, :type :ok, :f :append, :key "8", :value " y"}
      {:process 2, :type :invoke, :f :get, :key "8", :value nil}
      {:process 2, :type :ok, :f :get, :key "8", :value "\(seen)"}
      """
    #expect(try await verdict(.keyValue, text) == (legal ? .linearizable : .illegal))
  }

  /// Two clients that both hold a lock, after one paused too long (Kleppmann, 2016): the fence keeps the store right.
  @Test("a paused holder is fenced off", arguments: [("false", true), ("null", false)])
  func fencing(answer: String, legal: Bool) async throws {
    let text = """
      {"process": 1, "type": "invoke", "op": "acquire"}
      {"process": 1, "type": "ok", "op": "acquire", "value": 33}
      {"process": 2, "type": "invoke", "op": "acquire"}
      {"process": 2, "type": "ok", "op": "acquire", "value": 34}
      {"process": 2, "type": "invoke", "op": "use", "value": 34}
      {"process": 2, "type": "ok", "op": "use"}
      {"process": 1, "type": "invoke", "op": "use", "value": 33}
      {"process": 1, "type": "ok", "op": "use", "value": \(answer)}
      """
    #expect(try await verdict(.lease, text) == (legal ? .linearizable : .illegal))
  }
}
