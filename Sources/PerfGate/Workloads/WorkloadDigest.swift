import GateModel
import StepLanguage

/// Tells two versions of a workload apart by what they do: steps and load count; comments, titles and limits do not.
enum WorkloadDigest {
  static func of(setup: YAMLNode?, iteration: YAMLNode, concurrency: Int) -> String {
    var hash = StableHash()
    hash.combine("setup")
    if let setup { combine(setup, into: &hash) }
    hash.combine("iteration")
    combine(iteration, into: &hash)
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

  private static func combine(_ node: YAMLNode, into hash: inout StableHash) {
    switch node.content {
    case .scalar(let text, let isPlain): hash.combine(isPlain ? "=\(text)" : "'\(text)")
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
