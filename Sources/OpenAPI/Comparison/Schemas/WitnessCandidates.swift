import JSONDocument

/// Values that one schema probably allows and the other probably refuses, made from where their normal forms differ.
extension InclusionProver {
  private static let deepest = 7
  private static let mostForMember = 8
  private static let longestText = 200_000
  private static let mostItems = 2_000

  /// Candidates against the reading side; whoever asks checks them.
  mutating func candidates(_ a: SidedTerm, against b: SidedTerm, depth: Int = 0) -> [JSONValue] {
    guard depth < Self.deepest, !candidatesUnderWay.contains(a), !included(a, in: b) else { return [] }
    // What a schema has inside of itself shows nothing that it doesn't show itself.
    candidatesUnderWay.insert(a)
    defer { candidatesUnderWay.remove(a) }
    let wider = form(b)
    var found: [JSONValue] = []
    for branch in form(a) where !isCovered(branch, of: a, by: b) {
      found += candidates(branch, a.side, wider.filter { $0.kind == branch.kind }, b.side, depth: depth)
    }
    return found
  }

  private mutating func candidates(
    _ x: SchemaBranch, _ side: SideName, _ wider: [SchemaBranch], _ other: SideName, depth: Int
  ) -> [JSONValue] {
    if let values = x.values { return Array(values.prefix(200)) }
    switch x.kind {
    case .null: return [.null]
    case .boolean: return [true, false]
    case .number: return x.number.candidates(near: wider.flatMap { $0.limits }).map { .number($0) }
    case .string: return texts(x, wider)
    case .array: return arrays(x, side, wider, other, depth: depth)
    case .object: return objects(x, side, wider, other, depth: depth)
    }
  }

  private func texts(_ x: SchemaBranch, _ wider: [SchemaBranch]) -> [JSONValue] {
    var found = x.text.samples(limit: 4)
    var lengths: Set<Int> = [x.text.least]
    if let most = x.text.most { lengths.insert(most) }
    for branch in wider {
      lengths.insert(branch.text.least - 1)
      if let most = branch.text.most { lengths.insert(most + 1) }
    }
    for length in lengths.sorted() where length >= x.text.least && length <= min(x.text.most ?? .max, Self.longestText) {
      found += x.text.samples(limit: 1, length: length)
    }
    // Texts that other patterns and formats are likely to refuse.
    found += ["", "a", "A", "0", "-", " ", "é", "a b", "A0_.-", "aaaaaaaaaaaaaaaaaaaa", "00000000000000000000"]
    return found.map { .string($0) }
  }

  private mutating func arrays(
    _ x: SchemaBranch, _ side: SideName, _ wider: [SchemaBranch], _ other: SideName, depth: Int
  ) -> [JSONValue] {
    var counts: Set<Int> = [x.least, max(x.least, 1)]
    for branch in wider {
      counts.insert(branch.least - 1)
      if let most = branch.most { counts.insert(most + 1) }
    }
    counts = counts.filter { $0 >= x.least && $0 <= min(x.most ?? .max, Self.mostItems) }
    var found = counts.sorted().compactMap { array(x, side, count: $0, depth: depth) }
    if !x.isUnique, x.most ?? .max >= 2, let pair = array(x, side, count: max(x.least, 2), depth: depth) { found.append(pair) }
    for branch in wider.prefix(4) {
      for position in 0...max(x.prefixCount, branch.prefixCount) where position < x.most ?? .max {
        let items = candidates(
          SidedTerm(side: side, term: x.item(position)), against: SidedTerm(side: other, term: branch.item(position)), depth: depth + 1)
        for item in items.prefix(Self.mostForMember) {
          guard var array = array(x, side, count: max(x.least, position + 1), depth: depth)?.array else { continue }
          array[position] = item
          found.append(.array(array))
        }
      }
    }
    return found
  }

  private mutating func objects(
    _ x: SchemaBranch, _ side: SideName, _ wider: [SchemaBranch], _ other: SideName, depth: Int
  ) -> [JSONValue] {
    guard let plain = object(x, side, depth: depth)?.object else { return [] }
    var found: [JSONValue] = [.object(plain)]
    for name in x.names where plain[name.text] == nil {
      if let value = sample(SidedTerm(side: side, term: x.member(name.text)), depth: depth + 1) {
        found.append(.object(plain.with(name.text, value)))
      }
    }
    if let full = full(x, side, plain, depth: depth) { found.append(.object(full)) }
    for branch in wider.prefix(6) {
      var names = x.names
      names += branch.names.filter { !names.contains($0) }
      for name in names where x.sends(name, leniently: side == .sender) {
        let values = candidates(
          SidedTerm(side: side, term: x.member(name.text)), against: SidedTerm(side: other, term: branch.member(name.text)),
          depth: depth + 1)
        found += values.prefix(Self.mostForMember).map { .object(plain.with(name.text, $0)) }
      }
      // Members that nobody named.
      let own = SidedTerm(side: side, term: x.member(Self.strange))
      let wanted = SidedTerm(side: other, term: branch.member(Self.strange))
      let values = own.term.isAny ? ["a", 1, true, .null, .array([])] : candidates(own, against: wanted, depth: depth + 1)
      if branch.residues.contains(where: \.isAboutNames), let value = values.first ?? sample(own) {
        found += Self.strangeNames.filter { x.member($0) == own.term }.map { .object(plain.with($0, value)) }
      }
      if !included(own, in: wanted) { found += values.prefix(Self.mostForMember).map { .object(plain.with(Self.strange, $0)) } }
      if let most = branch.most, most < 200 { found += crowded(x, side, plain, count: most + 1, depth: depth) }
    }
    return found
  }

  private static let strange = "unknownProperty"
  private static let strangeNames = ["A", "0", "a b", "a-b", "a_b", "é", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]

  private mutating func full(_ x: SchemaBranch, _ side: SideName, _ plain: JSONObject, depth: Int) -> JSONObject? {
    var object = plain
    for name in x.names where object[name.text] == nil && object.count < x.most ?? .max {
      if let value = sample(SidedTerm(side: side, term: x.member(name.text)), depth: depth + 1) { object.append(name.text, value) }
    }
    return object.count > plain.count ? object : nil
  }

  private mutating func crowded(_ x: SchemaBranch, _ side: SideName, _ plain: JSONObject, count: Int, depth: Int) -> [JSONValue] {
    var object = full(x, side, plain, depth: depth) ?? plain
    var number = 1
    while object.count < count, number < 300 {
      let name = "extra\(number)"
      number += 1
      guard let value = sample(SidedTerm(side: side, term: x.member(name)), depth: depth + 1) else { return [] }
      object.append(name, value)
    }
    return [.object(object)]
  }
}

extension JSONObject {
  fileprivate func with(_ name: String, _ value: JSONValue) -> JSONObject {
    var copy = self
    copy[name] = value
    return copy
  }
}

extension SchemaBranch {
  /// Numbers at which this branch begins, ends or lies.
  fileprivate var limits: [JSONNumber] {
    (values ?? []).compactMap(\.number) + [number.lower?.limit, number.upper?.limit].compactMap { $0 }
  }
}

extension Residue {
  fileprivate var isAboutNames: Bool { if case .names = self { true } else { false } }
}
