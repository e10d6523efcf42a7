import JSONDocument

/// A place of an instance with what the schemas demand there.
struct CaseSite {
  let place: JSONPointer
  let value: JSONValue
  let nodes: [Int]
  /// With the branches that the value has taken.
  let shape: Shape

  private static let mostSites = 500
  private static let deepest = 12

  /// The places of an instance, parents first; of items after a tuple only the first.
  static func all(of base: JSONValue, _ nodes: [Int], _ plan: GenerationPlan) -> [CaseSite] {
    var sites: [CaseSite] = []
    visit(base, nodes, .root, plan, into: &sites)
    return sites
  }

  private static func visit(
    _ value: JSONValue, _ nodes: [Int], _ place: JSONPointer, _ plan: GenerationPlan, into sites: inout [CaseSite]
  ) {
    guard sites.count < mostSites, place.tokens.count <= deepest else { return }
    let shape = plan.shape(of: nodes, met: value)
    sites.append(CaseSite(place: place, value: value, nodes: nodes, shape: shape))
    switch value {
    case .object(let object):
      for member in object.members { visit(member.value, shape.nodes(for: member.key), place.appending(member.key), plan, into: &sites) }
    case .array(let items):
      for (position, item) in items.prefix(shape.prefixCount + 1).enumerated() {
        visit(item, shape.nodes(at: position), place.appending(position), plan, into: &sites)
      }
    default: break
    }
  }

  /// The keyword that most tells what stands here, for labels that no keyword is about.
  var keyword: SchemaLocation? { shape.typeKeyword ?? shape.values?.keyword }
}

/// A proposal for a case: what changes at a site.
struct CaseProposal {
  let label: String
  let keyword: SchemaLocation
  /// Where the instance is special, when that isn't the site itself.
  var place: JSONPointer?
  /// The new value of the site.
  let value: JSONValue
  /// Whether the seed has no part in the value. Equal ones are left out then; what is drawn may be equal by chance.
  var isFixed = true
}

/// Builds parts of cases with random values that depend on the seed, the place and the label alone.
struct CaseMaker {
  let plan: GenerationPlan
  let seed: UInt64
  let ambiguity: Ambiguity

  func random(_ place: JSONPointer, _ label: String) -> SeededGenerator {
    // FNV-1a, for the hash values of the standard library change with every run.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in "\(place) \(label)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return SeededGenerator(seed: seed ^ hash)
  }

  func builder(_ place: JSONPointer, _ label: String, _ effort: Effort, attempt: Int = 0) -> InstanceBuilder {
    var builder = InstanceBuilder(plan: plan, random: random(place, label), effort: effort, attempt: attempt)
    builder.ambiguity = ambiguity
    return builder
  }

  /// A valid value of some schemas.
  func value(of nodes: [Int], _ place: JSONPointer, _ label: String, _ effort: Effort = .full) -> JSONValue? {
    let group = plan.group(of: nodes)
    for attempt in 0..<4 {
      var builder = builder(place, label, attempt < 2 ? effort : .random, attempt: attempt)
      if let value = builder.value(of: group, depth: 1), plan.meets(value, nodes) { return value }
    }
    return nil
  }

  /// The first cases of every site, then the second ones, and so on, up to the limit; handed out site by site.
  static func share(_ cases: [[LabelledInstance]], limit: Int) -> [LabelledInstance] {
    guard cases.reduce(0, { $0 + $1.count }) > limit else { return cases.flatMap { $0 } }
    var taken = [Int](repeating: 0, count: cases.count)
    var left = max(0, limit)
    var round = 0
    while left > 0 {
      for position in cases.indices where round < cases[position].count && left > 0 {
        taken[position] += 1
        left -= 1
      }
      round += 1
    }
    return zip(cases, taken).flatMap { $0.prefix($1) }
  }
}
