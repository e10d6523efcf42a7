import JSONDocument

/// A compiled program as flat arrays of plain values, which the ``Machine`` runs without touching a reference count.
struct MachineCode: Sendable {
  /// A schema: for each type of instance its own run of instructions.
  struct Node: Sendable {
    var kinds: InstanceKinds = .all
    let resource: Int
    /// Whether one of its own keywords asks what the others have looked at.
    let tracks: Bool
    /// The instructions for the type with the number n stand from `starts + n` to `starts + n + 1` of ``MachineCode/bounds``.
    var bounds = 0
  }

  struct Limit: Sendable {
    let digits: Int64
    /// At most 18; above that the number is compared by its value in ``MachineCode/numbers``.
    let scale: UInt8
    let number: Int

    var isPlain: Bool { scale <= 18 }
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

  var nodes: [Node] = []
  var bounds: [Int] = []
  var instructions: [MachineInstruction] = []
  var limits: [Limit] = []
  var numbers: [JSONNumber] = []
  var members: [Members] = []
  /// Lists of schemas: of alternatives, of the first items, of properties.
  var lists: [Int?] = []
  var tables: [TextTable] = []
  var slots: [TextTable.Slot] = []
  var bytes: [UInt8] = []
  var patterns: [ECMAPattern] = []
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
