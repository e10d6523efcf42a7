import JSONDocument

/// A compiled program as flat arrays of plain values, which the ``Machine`` runs without touching a reference count.
struct MachineCode: Sendable {
  /// A schema takes so many places of ``rows``: for each type of instance where its instructions begin, where those of the last
  /// type end, and what holds for all of them.
  static let rowSize = InstanceKinds.count + 2

  /// What the last place of a row holds.
  struct Traits: Sendable {
    let bits: UInt32

    init(kinds: InstanceKinds, tracks: Bool, resource: Int) {
      bits = UInt32(kinds.rawValue) | (tracks ? 0x80 : 0) | UInt32(truncatingIfNeeded: resource) << 8
    }

    init(bits: UInt32) { self.bits = bits }

    @inline(__always) func allows(_ kind: Int) -> Bool { bits & (1 << UInt32(truncatingIfNeeded: kind)) != 0 }
    /// Whether one of its own keywords asks what the others have looked at.
    var tracks: Bool { bits & 0x80 != 0 }
    var resource: Int { Int(bits >> 8) }
  }

  /// A number that instances are held against.
  struct Limit: Sendable {
    /// The place of its digits at each scale among ``MachineCode/scaledLimits``.
    let scaled: Int
    /// The least scale of an instance for which the limit has digits; one that no instance has when it has none.
    let scale: UInt8
    /// Its value among ``MachineCode/numbers``.
    let number: Int

    static let scales = 19
  }

  /// `properties`, `patternProperties`, `additionalProperties`, `propertyNames` and `required`, in one walk over the members.
  struct Members: Sendable {
    let table: TextTable
    /// For the number of each name: the schema of the property, or nil for a name that is only required.
    let nodes: Int
    /// The numbers of names that are required: so many, from 0 on.
    let required: Int
    let patterns: Range<Int>
    let additional: Int?
    let names: Int?
  }

  struct Contains: Sendable {
    let node: Int
    let minimum: Int
    let maximum: Int
    let evaluates: Bool
  }

  struct Conditional: Sendable {
    let condition: Int
    let consequence: Int?
    let alternative: Int?
  }

  struct Dependency: Sendable {
    let property: String
    let names: [String]
    let node: Int
  }

  struct DynamicTarget: Sendable {
    let name: String
    let node: Int
  }

  var rows: [UInt32] = []
  var instructions: [MachineInstruction] = []
  var limits: [Limit] = []
  var scaledLimits: [Int64] = []
  var numbers: [JSONNumber] = []
  var members: [Members] = []
  /// Lists of schemas: of alternatives, of the first items, of properties.
  var lists: [Int?] = []
  var tables: [TextTable] = []
  var slots: [TextTable.Slot] = []
  var identities: [TextTable.IdentitySlot] = []
  /// The texts of the tables, which their identities belong to.
  var texts: [String] = []
  var bytes: [UInt8] = []
  var patterns: [ECMAPattern] = []
  /// The tables of those patterns that have one.
  var automata: [PatternAutomaton?] = []
  /// The pattern and the schema of each of `patternProperties`.
  var patternNodes: [(pattern: Int, node: Int)] = []
  var sets: [Set<JSONValue>] = []
  var assertions: [any Assertion] = []
  var contains: [Contains] = []
  var conditionals: [Conditional] = []
  var dependencies: [Dependency] = []
  var dynamicTargets: [DynamicTarget] = []
  /// For each resource: where its dynamic anchors lead.
  var dynamicAnchors: [[String: Int]] = []

  var usesDynamicScope: Bool { !dynamicTargets.isEmpty }
}
