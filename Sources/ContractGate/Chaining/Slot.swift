import JSONDocument

/// A place in a request that a value goes into.
enum Slot: Hashable, Sendable {
  case path(String)
  case query(String)
  /// In lower case.
  case header(String)
  case cookie(String)
  case body(JSONPointer)
}
