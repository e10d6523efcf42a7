/// A fault that did something else than it says: a measurement of its time means nothing.
struct FidelityError: Error, CustomStringConvertible {
  let description: String

  init(_ what: String) { description = what }
}
