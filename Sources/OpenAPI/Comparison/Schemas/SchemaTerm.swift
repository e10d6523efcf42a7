import JSONDocument

/// A conjunction of places of one side: what an instance must meet all of. No place at all means: anything.
struct SchemaTerm: Hashable, Sendable {
  /// Numbers of places, ascending and each once.
  private(set) var places: [Int]
  /// No instance at all.
  let isNever: Bool

  static let any = SchemaTerm(places: [], isNever: false)
  static let never = SchemaTerm(places: [], isNever: true)

  private init(places: [Int], isNever: Bool) {
    (self.places, self.isNever) = (places, isNever)
  }

  init(_ place: Int) { self.init(places: [place], isNever: false) }

  var isAny: Bool { places.isEmpty && !isNever }

  func and(_ other: SchemaTerm) -> SchemaTerm {
    if isNever || other.isNever { return .never }
    if isAny || self == other { return other }
    if other.isAny { return self }
    return SchemaTerm(places: Array(Set(places).union(other.places)).sorted(), isNever: false)
  }
}

/// A term of one of the two sides.
struct SidedTerm: Hashable, Sendable {
  let side: SideName
  let term: SchemaTerm
}

/// Which document: the one whose instances are sent, or the one that they are read with.
enum SideName: Int, Hashable, Sendable {
  case sender, receiver
}
