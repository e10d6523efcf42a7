/// One step of a validation. What an instruction names by number stands in the tables of ``MachineCode``.
enum MachineInstruction: Sendable {
  /// Nothing is valid.
  case refuse
  /// `true` or `false` is the only value that is valid.
  case boolean(Bool)
  /// The number has no fraction, or isn't even written with a point.
  case integer(plainText: Bool)
  case minimum(Int), maximum(Int), exclusiveMinimum(Int), exclusiveMaximum(Int), multipleOf(Int)
  case numberAmong(Range<Int>)
  case minLength(Int), maxLength(Int)
  case pattern(Int)
  case format(StringFormat)
  case textAmong(Int)
  /// One of a set of arrays or objects.
  case valueAmong(Int)
  /// An assertion that is run as it is.
  case assertion(Int)
  case minItems(Int), maxItems(Int), uniqueItems
  case items(prefix: Range<Int>, rest: Int?)
  case contains(Int)
  case minProperties(Int), maxProperties(Int)
  case members(Int)
  case dependentRequired(Int), dependentSchema(Int)
  case apply(Int)
  case anyOf(Range<Int>), oneOf(Range<Int>)
  case not(Int)
  case conditional(Int)
  case dynamicReference(Int)
  case unevaluatedItems(Int), unevaluatedProperties(Int)
}
