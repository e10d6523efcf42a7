import JSONDocument
import JSONSchema

/// Proves that every instance of one schema is one of another. What it can't prove may still hold.
///
/// Recursive schemas are compared coinductively: a pair that is met again is assumed, and the assumption falls with the proof.
struct InclusionProver: Sendable {
  var sender: SchemaSide
  var receiver: SchemaSide
  let identity: DocumentIdentity
  /// Values travel as text, so that a number may also be read as a string.
  let isText: Bool
  /// Whether the sender is the base, which the identity needs to know.
  let senderIsBase: Bool

  private struct Pair: Hashable {
    let left: SidedTerm
    let right: SidedTerm
  }

  private var assumed: Set<Pair> = []
  private var order: [Pair] = []
  private var refuted: Set<Pair> = []
  private var left = 0
  private var depth = 0
  /// A limit was met, so that what isn't proved now may be provable from nearer.
  private var isCut = false
  var candidatesUnderWay: Set<SidedTerm> = []

  /// Pairs that are looked at for one question.
  private static let budget = 20_000
  /// Pairs inside of each other; what goes deeper isn't proved.
  private static let deepest = 100
  private static let mostPatterns = 4

  init(sender: SchemaSide, receiver: SchemaSide, identity: DocumentIdentity, isText: Bool, senderIsBase: Bool) {
    self.sender = sender
    self.receiver = receiver
    self.identity = identity
    self.isText = isText
    self.senderIsBase = senderIsBase
  }

  /// Whether everything that is sent can be read.
  mutating func proves(_ sent: SchemaTerm, in read: SchemaTerm) -> Bool {
    (left, depth, isCut) = (Self.budget, 0, false)
    return included(SidedTerm(side: .sender, term: sent), in: SidedTerm(side: .receiver, term: read))
  }

  mutating func form(_ term: SidedTerm) -> [SchemaBranch] {
    term.side == .sender ? sender.form(of: term.term) : receiver.form(of: term.term)
  }

  mutating func accepts(_ value: JSONValue, _ term: SidedTerm) -> Bool? {
    term.side == .sender ? sender.accepts(value, term.term) : receiver.accepts(value, term.term)
  }

  private func pointer(_ place: Int, _ side: SideName) -> JSONPointer {
    side == .sender ? sender.pointer(place) : receiver.pointer(place)
  }

  // MARK: Terms

  mutating func included(_ a: SidedTerm, in b: SidedTerm) -> Bool {
    if b.term.isAny || a.term.isNever { return true }
    if a.side == b.side, Set(b.term.places).isSubset(of: a.term.places) { return true }
    let pair = Pair(left: a, right: b)
    if refuted.contains(pair) { return false }
    if assumed.contains(pair) || isSame(a, b) { return true }
    left -= 1
    guard left > 0, depth < Self.deepest else {
      isCut = true
      return false
    }
    depth += 1
    defer { depth -= 1 }
    assumed.insert(pair)
    let mark = order.count
    order.append(pair)
    for branch in form(a) where !isCovered(branch, of: a, by: b) {
      for later in order[mark...] { assumed.remove(later) }
      order.removeSubrange(mark...)
      if !isCut { refuted.insert(pair) }
      return false
    }
    return true
  }

  /// Whether every place of the wider term stands word for word in the narrower one.
  private func isSame(_ a: SidedTerm, _ b: SidedTerm) -> Bool {
    guard !a.term.isNever, !b.term.isNever, a.side != b.side else { return false }
    return b.term.places.allSatisfy { wanted in a.term.places.contains { isSame($0, a.side, wanted, b.side) } }
  }

  private func isSame(_ place: Int, _ side: SideName, _ other: Int, _ otherSide: SideName) -> Bool {
    if side == otherSide { return place == other }
    let (one, two) = (pointer(place, side), pointer(other, otherSide))
    return (side == .sender) == senderIsBase ? identity.isSame(one, two) : identity.isSame(two, one)
  }

  /// Whether every instance of the branch meets the term.
  mutating func isCovered(_ branch: SchemaBranch, of a: SidedTerm, by b: SidedTerm) -> Bool {
    if b.term.isAny { return true }
    if isText, branch.kind == .null { return true }
    if let values = branch.values {
      return values.allSatisfy { value in
        if accepts(value, a) == false { return true }
        return isRead(value, b)
      }
    }
    let wider = form(b)
    return wider.contains { isWithin(branch, of: a.side, $0, of: b.side) }
  }

  private mutating func isRead(_ value: JSONValue, _ b: SidedTerm) -> Bool {
    guard isText else { return accepts(value, b) ?? false }
    return TextReading.readings(of: value).contains { accepts($0, b) ?? false }
  }

  // MARK: Branches

  private mutating func isWithin(_ x: SchemaBranch, of side: SideName, _ y: SchemaBranch, of other: SideName) -> Bool {
    if x.kind != y.kind {
      // On the wire a number is a text.
      return isText && x.kind == .number && y.kind == .string && y.values == nil && y.text.isFree && y.residues.isEmpty
    }
    guard y.values == nil else { return false }
    let fits =
      switch x.kind {
      case .null, .boolean: true
      case .number: x.number.isWithin(y.number)
      case .string: x.text.isWithin(y.text)
      case .array: isArrayWithin(x, side, y, other)
      case .object: isObjectWithin(x, side, y, other)
      }
    return fits && y.residues.allSatisfy { holds($0, of: other, for: x, of: side) }
  }

  private mutating func isArrayWithin(_ x: SchemaBranch, _ side: SideName, _ y: SchemaBranch, _ other: SideName) -> Bool {
    guard x.least >= y.least else { return false }
    if let limit = y.most { guard let most = x.most, most <= limit else { return false } }
    if y.isUnique, !x.isUnique, x.most ?? .max > 1 { return false }
    let count = max(x.prefixCount, y.prefixCount)
    for position in 0..<min(count, x.most ?? .max) where !pair(x.item(position), side, y.item(position), other) { return false }
    return x.most.map { $0 <= count } ?? false || pair(x.item(nil), side, y.item(nil), other)
  }

  private mutating func pair(_ a: SchemaTerm, _ side: SideName, _ b: SchemaTerm, _ other: SideName) -> Bool {
    included(SidedTerm(side: side, term: a), in: SidedTerm(side: other, term: b))
  }

  private mutating func isObjectWithin(_ x: SchemaBranch, _ side: SideName, _ y: SchemaBranch, _ other: SideName) -> Bool {
    guard y.required.isSubset(of: x.required), y.least <= max(x.least, x.required.count) else { return false }
    if let limit = y.most { guard let most = x.largestCount, most <= limit else { return false } }
    for name in x.names + y.names where x.sends(name, leniently: side == .sender) {
      if !pair(x.member(name.text), side, y.member(name.text), other) { return false }
    }
    let patterns = Set((x.objects + y.objects).flatMap { $0.patterns.map(\.pattern.source) }).sorted()
    guard patterns.count <= Self.mostPatterns else { return false }
    for bits in 0..<(1 << patterns.count) {
      let texts = Set(patterns.indices.filter { bits & (1 << $0) != 0 }.map { patterns[$0] })
      if side == .sender, !texts.isEmpty, !x.statesRest, !x.hasPattern(in: texts) { continue }
      let own = x.objects.reduce(SchemaTerm.any) { $0.and($1.member(matching: texts)) }
      let wanted = y.objects.reduce(SchemaTerm.any) { $0.and($1.member(matching: texts)) }
      if !pair(own, side, wanted, other) { return false }
    }
    return true
  }

  // MARK: Residues

  private mutating func holds(_ residue: Residue, of other: SideName, for x: SchemaBranch, of side: SideName) -> Bool {
    if side == other, x.residues.contains(residue) { return true }
    switch residue {
    case .not(let term):
      for case .not(let own) in x.residues where pair(term, other, own, side) { return true }
      return form(SidedTerm(side: other, term: term)).allSatisfy { Self.areApart(x, $0) }
    case .conditional(let condition, let consequence, let alternative):
      for case .conditional(let own, let then, let otherwise) in x.residues {
        let isSameQuestion = pair(own, side, condition, other) && pair(condition, other, own, side)
        if isSameQuestion, pair(then, side, consequence, other), pair(otherwise, side, alternative, other) { return true }
      }
      return meets(x, side, consequence, other) && meets(x, side, alternative, other)
    case .contains(let term, let least, let most):
      for case .contains(let own, let ownLeast, let ownMost) in x.residues where ownLeast >= least && pair(own, side, term, other) {
        guard let most else { return true }
        if let ownMost, ownMost <= most, pair(term, other, own, side) { return true }
      }
      return least == 0 && most == nil
    case .dependentRequired(let name, let names):
      if Set(names).isSubset(of: x.required) || x.member(name.text).isNever { return true }
      for case .dependentRequired(name, let own) in x.residues where Set(names).isSubset(of: own) { return true }
      return false
    case .dependentSchema(let name, let term):
      if x.member(name.text).isNever || meets(x, side, term, other) { return true }
      for case .dependentSchema(name, let own) in x.residues where pair(own, side, term, other) { return true }
      return false
    case .names(let term):
      for case .names(let own) in x.residues where pair(own, side, term, other) { return true }
      guard x.isClosed else { return false }
      return x.names.allSatisfy { name in
        x.member(name.text).isNever || accepts(.string(name.text), SidedTerm(side: other, term: term)) ?? false
      }
    case .exactlyOne(let terms):
      for case .exactlyOne(let own) in x.residues where areEquivalent(own, side, terms, other) { return true }
      return false
    case .opaque(let place, let keyword):
      for case .opaque(let own, keyword) in x.residues where isSame(own, side, place, other) { return true }
      return false
    }
  }

  private mutating func meets(_ x: SchemaBranch, _ side: SideName, _ term: SchemaTerm, _ other: SideName) -> Bool {
    if term.isAny { return true }
    return form(SidedTerm(side: other, term: term)).contains { isWithin(x, of: side, $0, of: other) }
  }

  /// Whether both lists hold the same schemas, in whatever order.
  private mutating func areEquivalent(_ terms: [SchemaTerm], _ side: SideName, _ others: [SchemaTerm], _ other: SideName) -> Bool {
    guard terms.count == others.count else { return false }
    var rest = others
    for term in terms {
      guard let match = rest.firstIndex(where: { pair(term, side, $0, other) && pair($0, other, term, side) }) else { return false }
      rest.remove(at: match)
    }
    return true
  }

  private static func areApart(_ x: SchemaBranch, _ y: SchemaBranch) -> Bool {
    guard x.kind == y.kind else { return true }
    switch x.kind {
    case .number: return x.number.isDisjoint(from: y.number)
    case .string: return y.text.most.map { $0 < x.text.least } ?? false || x.text.most.map { $0 < y.text.least } ?? false
    default: return false
    }
  }
}

extension SchemaBranch {
  /// The largest number of members; nil when there is no limit.
  var largestCount: Int? {
    guard isClosed else { return most }
    let named = names.filter { !member($0.text).isNever }.count
    return min(named, most ?? .max)
  }

  /// Whether only members of the names that it lists are let through.
  var isClosed: Bool { rest.isNever && objects.allSatisfy(\.patterns.isEmpty) }

  /// Whether the member counts as sent: leniently, only what the schema describes or demands.
  func sends(_ name: UTF8Key, leniently: Bool) -> Bool {
    !leniently || declares(name.text) || required.contains(name)
  }

  func hasPattern(in texts: Set<String>) -> Bool {
    objects.contains { $0.patterns.contains { texts.contains($0.pattern.source) } }
  }
}
