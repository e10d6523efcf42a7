import JSONDocument
import JSONSchema

/// One alternative of a schema in normal form: instances of one kind of JSON value under a conjunction of constraints.
struct SchemaBranch: Sendable {
  let kind: JSONValue.Kind
  /// The only values there are, where they are known one by one.
  var values: [JSONValue]?
  var number = NumberRange()
  var text = TextRange()
  /// Items of an array, members of an object, characters are in ``text``.
  var least = 0
  var most: Int?
  var isUnique = false
  var arrays: [ArrayClause] = []
  var objects: [ObjectClause] = []
  var required: Set<UTF8Key> = []
  /// What the normal form doesn't express. Left out where the branch is on the sender's side, which makes it larger and the proof safe.
  var residues: [Residue] = []

  init(kind: JSONValue.Kind) { self.kind = kind }

  static let everything: [SchemaBranch] = JSONValue.Kind.allCases.map { SchemaBranch(kind: $0) }

  /// What a member of that name must meet.
  func member(_ name: String) -> SchemaTerm {
    objects.reduce(.any) { $0.and($1.member(name)) }
  }

  /// Whether some clause says something about members of that name in particular.
  func declares(_ name: String) -> Bool { objects.contains { $0.declares(name) } }

  /// Whether members that nobody named are of a stated schema, and not only let through.
  var statesRest: Bool { objects.contains { !$0.isOpen } }

  /// What the item at a position must meet; nil stands for those after all prefixes.
  func item(_ position: Int?) -> SchemaTerm {
    arrays.reduce(.any) { $0.and($1.item(position)) }
  }

  var prefixCount: Int { arrays.map(\.prefix.count).max() ?? 0 }

  var names: [UTF8Key] {
    var seen: Set<UTF8Key> = []
    return objects.flatMap { clause in clause.order.filter { seen.insert($0).inserted } }
  }
}

/// `prefixItems` and `items` of one schema.
struct ArrayClause: Hashable, Sendable {
  var prefix: [SchemaTerm]
  var rest: SchemaTerm

  func item(_ position: Int?) -> SchemaTerm {
    guard let position, position < prefix.count else { return rest }
    return prefix[position]
  }
}

/// `properties`, `patternProperties` and `additionalProperties` of one schema.
struct ObjectClause: Sendable {
  var named: [UTF8Key: SchemaTerm]
  /// The names in the order of the document.
  var order: [UTF8Key]
  var patterns: [(pattern: ECMAPattern, term: SchemaTerm)]
  var additional: SchemaTerm
  /// `additionalProperties` is absent or true.
  var isOpen: Bool
  /// Names that the direction hides.
  var hidden: Set<UTF8Key> = []

  func member(_ name: String) -> SchemaTerm {
    var term = named[UTF8Key(name)] ?? .any
    var isKnown = named[UTF8Key(name)] != nil
    for entry in patterns where entry.pattern.matches(name) {
      term = term.and(entry.term)
      isKnown = true
    }
    return isKnown ? term : additional
  }

  func declares(_ name: String) -> Bool {
    !isOpen && additional != .never || named[UTF8Key(name)] != nil || patterns.contains { $0.pattern.matches(name) }
  }

  /// Members that match exactly these patterns and have no name of their own.
  func member(matching texts: Set<String>) -> SchemaTerm {
    let hits = patterns.filter { texts.contains($0.pattern.source) }
    return hits.isEmpty ? additional : hits.reduce(.any) { $0.and($1.term) }
  }
}

/// What stays beside the normal form.
enum Residue: Hashable, Sendable {
  case not(SchemaTerm)
  case conditional(condition: SchemaTerm, consequence: SchemaTerm, alternative: SchemaTerm)
  case contains(SchemaTerm, least: Int, most: Int?)
  case dependentRequired(UTF8Key, [UTF8Key])
  case dependentSchema(UTF8Key, SchemaTerm)
  case names(SchemaTerm)
  case exactlyOne([SchemaTerm])
  /// A keyword that is only compared as it stands, with its whole schema.
  case opaque(place: Int, keyword: String)
}
