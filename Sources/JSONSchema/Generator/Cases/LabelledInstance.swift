import JSONDocument

/// One instance with what is special about it.
///
/// The seed changes what fills an instance, never its label or place.
public struct LabelledInstance: Sendable, Hashable {
  public let value: JSONValue
  /// Where in the instance it is special; the root stands for the whole.
  public let place: JSONPointer
  /// What is special there: `minimum`, `longest`, `without note`, `null`, `empty`.
  public let label: String
  /// The keyword that the label is about, for the line in the document.
  public let keyword: SchemaLocation

  public init(value: JSONValue, place: JSONPointer, label: String, keyword: SchemaLocation) {
    (self.value, self.place, self.label, self.keyword) = (value, place, label, keyword)
  }
}
