import GateConfig
import GateModel

/// Tells two versions of a workload apart by what they do: steps and load count; comments, titles and limits do not.
enum WorkloadDigest {
  static func of(setup: [ConfigNode], iteration: [ConfigNode], concurrency: Int) -> String {
    var hash = StableHash()
    hash.combine("setup")
    for node in setup { combine(node, into: &hash) }
    hash.combine("iteration")
    for node in iteration { combine(node, into: &hash) }
    hash.combine("concurrency \(concurrency)")
    return StableHash.hex(hash.value)
  }

  /// The digest of a workload together with its control, since a ratio depends on both.
  static func combined(_ workload: String, control: String) -> String {
    var hash = StableHash()
    hash.combine(workload)
    hash.combine(control)
    return StableHash.hex(hash.value)
  }

  private static func combine(_ node: ConfigNode, into hash: inout StableHash) {
    switch node.content {
    case .scalar(let text, let isQuoted): hash.combine(isQuoted ? "'\(text)" : "=\(text)")
    case .sequence(let nodes):
      hash.combine("[")
      for node in nodes { combine(node, into: &hash) }
      hash.combine("]")
    case .mapping(let entries):
      hash.combine("{")
      for entry in entries {
        hash.combine(entry.key)
        combine(entry.value, into: &hash)
      }
      hash.combine("}")
    }
  }
}
