import GateModel

/// Reads a shard from `--shard`, or from the variables that CI systems set for parallel jobs.
enum ShardOption {
  /// - Throws: `CommandError` for something other than `i/n` with 1 ≤ i ≤ n.
  static func parse(_ text: String?, environment: [String: String]) throws -> Shard {
    if let text { return try parse(text) }
    // GitLab's `parallel:`.
    if let index = environment["CI_NODE_INDEX"], let count = environment["CI_NODE_TOTAL"] { return try parse("\(index)/\(count)") }
    // A GitHub matrix or a Kubernetes Indexed Job passes the count itself; Kubernetes counts from 0.
    if let count = environment["GATEHOUSE_SHARDS"] {
      if let index = environment["GATEHOUSE_SHARD"] { return try parse("\(index)/\(count)") }
      if let index = environment["JOB_COMPLETION_INDEX"].flatMap({ Int($0) }) { return try parse("\(index + 1)/\(count)") }
    }
    return .whole
  }

  private static func parse(_ text: String) throws -> Shard {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], (1...10_000).contains(count), (1...count).contains(index) else {
      throw CommandError("'\(text)' is no shard", remedy: "Give i/n with i from 1 to n, such as 2/4")
    }
    return Shard(index: index, count: count)
  }
}
