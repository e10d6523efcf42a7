import JSONDocument

/// The types of instances as bits, in the order in which ``MachineNode`` keeps its instructions.
struct InstanceKinds: OptionSet, Sendable {
  let rawValue: UInt8

  static let null = InstanceKinds(rawValue: 1)
  static let boolean = InstanceKinds(rawValue: 2)
  static let number = InstanceKinds(rawValue: 4)
  static let string = InstanceKinds(rawValue: 8)
  static let array = InstanceKinds(rawValue: 16)
  static let object = InstanceKinds(rawValue: 32)
  static let all = InstanceKinds(rawValue: 63)

  static let count = 6
}
