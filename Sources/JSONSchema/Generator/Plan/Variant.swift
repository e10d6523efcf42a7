import JSONDocument

/// One way to meet a group of schemas: a shape with the groups of its parts.
final class Variant: Sendable {
  struct Property: Sendable {
    let name: String
    let group: Int
    let isRequired: Bool
    let isReadOnly: Bool
  }

  let shape: Shape
  /// Those that may be there, in the order of the schema.
  let properties: [Property]
  let prefix: [Int]
  /// The group of the items after the tuple; nil when there may be none.
  let rest: Int?
  /// Whether members of names that nothing mentions may be there.
  let hasOpenNames: Bool
  let numbers: NumberRange?
  let fractions: NumberRange?

  init(shape: Shape, properties: [Property], prefix: [Int], rest: Int?, hasOpenNames: Bool) {
    (self.shape, self.properties, self.prefix, self.rest, self.hasOpenNames) = (shape, properties, prefix, rest, hasOpenNames)
    numbers = shape.types.contains(.integer) ? NumberRange(shape, isInteger: true) : nil
    fractions = shape.types.contains(.fraction) ? NumberRange(shape, isInteger: false) : nil
  }
}
