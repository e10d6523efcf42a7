import JSONDocument
import JSONSchema

/// The normal form: a schema as alternatives of one kind each.
extension SchemaSide {
  /// Alternatives beyond this are not multiplied out; the keyword is then kept as a residue.
  private static let mostBranches = 96

  /// The alternatives of a term; empty when there is no instance.
  mutating func form(of term: SchemaTerm) -> [SchemaBranch] {
    if term.isNever { return [] }
    if let known = forms[term] { return known }
    guard inProgress.insert(term).inserted else {
      return everything(but: .opaque(place: term.places.first ?? 0, keyword: "$ref"))
    }
    defer { inProgress.remove(term) }
    var branches = SchemaBranch.everything
    for place in term.places { branches = conjoin(branches, place, trail: []) }
    branches = branches.compactMap { finished($0) }
    forms[term] = branches
    return branches
  }

  private func everything(but residue: Residue) -> [SchemaBranch] { adding(residue, to: SchemaBranch.everything) }

  private func adding(_ residue: Residue, to branches: [SchemaBranch], only kind: JSONValue.Kind? = nil) -> [SchemaBranch] {
    branches.map { branch in
      guard kind == nil || branch.kind == kind else { return branch }
      var branch = branch
      branch.residues.append(residue)
      return branch
    }
  }

  private mutating func finished(_ branch: SchemaBranch) -> SchemaBranch? {
    var branch = branch
    branch.number.simplify()
    switch branch.kind {
    case .null: branch.values = branch.values ?? [.null]
    case .boolean: branch.values = branch.values ?? [true, false]
    case .number:
      if branch.number.isEmpty { return nil }
      branch.values = branch.values?.filter { $0.number.map { branch.number.contains($0) } ?? false }
      if branch.values == nil { branch.values = branch.number.listed(limit: 64)?.map { .number($0) } }
    case .string:
      if branch.text.isEmpty { return nil }
      branch.values = branch.values?.filter { value in
        let count = value.string?.unicodeScalars.count ?? 0
        return count >= branch.text.least && count <= branch.text.most ?? .max
      }
    case .array, .object: if let most = branch.most, most < branch.least { return nil }
    }
    if let values = branch.values, values.isEmpty { return nil }
    for clause in branch.objects { branch.required.subtract(clause.hidden) }
    for name in branch.required where branch.member(name.text).isNever { return nil }
    return branch
  }

  // MARK: Keywords

  private mutating func conjoin(_ branches: [SchemaBranch], _ pointer: JSONPointer, trail: Set<Int>) -> [SchemaBranch] {
    let term = term(at: pointer)
    if term.isNever { return [] }
    guard let place = term.places.first else { return branches }
    return conjoin(branches, place, trail: trail)
  }

  private mutating func conjoin(_ branches: [SchemaBranch], _ place: Int, trail: Set<Int>) -> [SchemaBranch] {
    guard !branches.isEmpty, !trail.contains(place) else { return branches }
    guard let schema = value(place).object else { return adding(.opaque(place: place, keyword: ""), to: branches) }
    let trail = trail.union([place])
    let pointer = pointer(place)
    var result = branches
    if schema["$ref"] != nil {
      guard let target = reference(of: schema) else { return adding(.opaque(place: place, keyword: "$ref"), to: branches) }
      result = conjoin(result, target.pointer, trail: trail)
      if target.alone { return result }
    }
    result = restrictTypes(result, schema)
    result = restrictValues(result, schema)
    result = result.map { scalar($0, schema) }
    addArrays(&result, schema, pointer)
    addObjects(&result, schema, pointer, place)
    for position in (schema["allOf"]?.array ?? []).indices {
      result = conjoin(result, pointer.appending("allOf").appending(position), trail: trail)
    }
    if let items = schema["anyOf"]?.array { result = alternatives(result, items.count, pointer, "anyOf", place, trail) }
    if let items = schema["oneOf"]?.array {
      result = alternatives(result, items.count, pointer, "oneOf", place, trail)
      let terms = items.indices.map { term(at: pointer.appending("oneOf").appending($0)) }
      if !areDisjoint(terms) { result = adding(.exactlyOne(terms), to: result) }
    }
    if schema["not"] != nil { result = negate(result, pointer.appending("not")) }
    return conditions(result, schema, pointer, place)
  }

  private mutating func alternatives(
    _ branches: [SchemaBranch], _ count: Int, _ pointer: JSONPointer, _ keyword: String, _ place: Int, _ trail: Set<Int>
  ) -> [SchemaBranch] {
    var result: [SchemaBranch] = []
    for position in 0..<count {
      result += conjoin(branches, pointer.appending(keyword).appending(position), trail: trail)
      guard result.count <= Self.mostBranches else { return adding(.opaque(place: place, keyword: keyword), to: branches) }
    }
    return result
  }

  private func restrictTypes(_ branches: [SchemaBranch], _ schema: JSONObject) -> [SchemaBranch] {
    guard let value = schema["type"] else { return branches }
    var names = Set(value.string.map { [$0] } ?? value.array?.compactMap(\.string) ?? [])
    if isOpenAPI30, schema["nullable"]?.bool == true { names.insert("null") }
    return branches.compactMap { branch in
      guard branch.kind == .number else { return names.contains(branch.kind.rawValue) ? branch : nil }
      if names.contains("number") { return branch }
      guard names.contains("integer") else { return nil }
      var branch = branch
      branch.number.isInteger = true
      return branch
    }
  }

  private func restrictValues(_ branches: [SchemaBranch], _ schema: JSONObject) -> [SchemaBranch] {
    var lists: [[JSONValue]] = []
    if var values = schema["enum"]?.array {
      if isOpenAPI30, schema["nullable"]?.bool == true { values.append(.null) }
      lists.append(values)
    }
    if let value = schema["const"] { lists.append([value]) }
    guard !lists.isEmpty else { return branches }
    return branches.compactMap { branch in
      var branch = branch
      for list in lists {
        let own = list.filter { $0.kind == branch.kind }
        branch.values = branch.values.map { known in known.filter { own.contains($0) } } ?? own
      }
      return branch.values?.isEmpty == true ? nil : branch
    }
  }

  private func scalar(_ branch: SchemaBranch, _ schema: JSONObject) -> SchemaBranch {
    var branch = branch
    switch branch.kind {
    case .number:
      for (name, isLower) in [("minimum", true), ("maximum", false)] {
        if let limit = schema[name]?.number {
          let exclusive = isOpenAPI30 && schema[isLower ? "exclusiveMinimum" : "exclusiveMaximum"]?.bool == true
          bound(&branch.number, limit, exclusive: exclusive, isLower: isLower)
        }
        if let limit = schema[isLower ? "exclusiveMinimum" : "exclusiveMaximum"]?.number, !isOpenAPI30 {
          bound(&branch.number, limit, exclusive: true, isLower: isLower)
        }
      }
      if let format = schema["format"]?.string, branch.number.format.isEmpty { branch.number.format = format }
      if let divisor = schema["multipleOf"]?.number { branch.number.divisors.append(divisor) }
    case .string:
      branch.text.least = max(branch.text.least, schema["minLength"]?.int ?? 0)
      if let most = schema["maxLength"]?.int { branch.text.most = min(branch.text.most ?? .max, most) }
      if let pattern = schema["pattern"]?.string { branch.text.add(pattern: pattern) }
      if let format = schema["format"]?.string.flatMap(StringFormat.init(rawValue:)) { branch.text.formats.insert(format) }
      if schema["contentEncoding"]?.string?.lowercased() == "base64" { branch.text.formats.insert(.byte) }
    case .array:
      branch.least = max(branch.least, schema["minItems"]?.int ?? 0)
      if let most = schema["maxItems"]?.int { branch.most = min(branch.most ?? .max, most) }
      if schema["uniqueItems"]?.bool == true { branch.isUnique = true }
    case .object:
      branch.least = max(branch.least, schema["minProperties"]?.int ?? 0)
      if let most = schema["maxProperties"]?.int { branch.most = min(branch.most ?? .max, most) }
    case .null, .boolean: break
    }
    return branch
  }

  private func bound(_ range: inout NumberRange, _ limit: JSONNumber, exclusive: Bool, isLower: Bool) {
    let bound = NumberRange.Bound(limit: limit, isExclusive: exclusive)
    if isLower { range.raise(bound) } else { range.lower(bound) }
  }

  // MARK: Containers

  private mutating func addArrays(_ branches: inout [SchemaBranch], _ schema: JSONObject, _ pointer: JSONPointer) {
    guard branches.contains(where: { $0.kind == .array }) else { return }
    let prefix = (schema["prefixItems"]?.array ?? []).indices.map { term(at: pointer.appending("prefixItems").appending($0)) }
    let rest = schema["items"] == nil ? SchemaTerm.any : term(at: pointer.appending("items"))
    guard !prefix.isEmpty || !rest.isAny else { return }
    for index in branches.indices where branches[index].kind == .array {
      branches[index].arrays.append(ArrayClause(prefix: prefix, rest: rest))
      if let limit = branches[index].firstImpossibleItem { branches[index].most = min(branches[index].most ?? .max, limit) }
    }
  }

  private mutating func addObjects(_ branches: inout [SchemaBranch], _ schema: JSONObject, _ pointer: JSONPointer, _ place: Int) {
    guard branches.contains(where: { $0.kind == .object }) else { return }
    let properties = schema["properties"]?.object
    let hidden = Set(
      (properties?.keys ?? []).filter { hides(pointer.appending("properties").appending($0)) }.map { UTF8Key($0) })
    let required = (schema["required"]?.array ?? []).compactMap(\.string).map { UTF8Key($0) }.filter { !hidden.contains($0) }
    let clause = objectClause(schema, pointer, hidden: hidden)
    for index in branches.indices where branches[index].kind == .object {
      branches[index].required.formUnion(required)
      if let clause { branches[index].objects.append(clause) }
    }
  }

  private mutating func objectClause(_ schema: JSONObject, _ pointer: JSONPointer, hidden: Set<UTF8Key>) -> ObjectClause? {
    guard schema["properties"] != nil || schema["patternProperties"] != nil || schema["additionalProperties"] != nil else { return nil }
    var named: [UTF8Key: SchemaTerm] = [:]
    let order = (schema["properties"]?.object?.keys ?? []).map { UTF8Key($0) }
    for name in order {
      let term = term(at: pointer.appending("properties").appending(name.text))
      named[name] = isSender && hidden.contains(name) ? .never : term
    }
    var patterns: [(pattern: ECMAPattern, term: SchemaTerm)] = []
    for text in schema["patternProperties"]?.object?.keys ?? [] {
      guard let pattern = try? ECMAPattern(text) else { continue }
      patterns.append((pattern, term(at: pointer.appending("patternProperties").appending(text))))
    }
    let additional = schema["additionalProperties"].map { _ in term(at: pointer.appending("additionalProperties")) } ?? .any
    return ObjectClause(named: named, order: order, patterns: patterns, additional: additional, isOpen: additional.isAny, hidden: hidden)
  }

  // MARK: What stays beside the form

  private mutating func negate(_ branches: [SchemaBranch], _ pointer: JSONPointer) -> [SchemaBranch] {
    let term = term(at: pointer)
    if term.isAny { return [] }
    if term.isNever { return branches }
    // `not: {type: …}` takes whole kinds away.
    if let place = term.places.first, let schema = value(place).object, let type = schema["type"],
      schema.members.allSatisfy({ $0.key == "type" || Annotations.isOne($0.key) })
    {
      let names = Set(type.string.map { [$0] } ?? type.array?.compactMap(\.string) ?? [])
      if !names.contains("integer") || names.contains("number") { return branches.filter { !names.contains($0.kind.rawValue) } }
    }
    return adding(.not(term), to: branches)
  }

  private mutating func conditions(
    _ branches: [SchemaBranch], _ schema: JSONObject, _ pointer: JSONPointer, _ place: Int
  ) -> [SchemaBranch] {
    var result = branches
    if schema["if"] != nil, schema["then"] != nil || schema["else"] != nil {
      let consequence = schema["then"] == nil ? SchemaTerm.any : term(at: pointer.appending("then"))
      let alternative = schema["else"] == nil ? SchemaTerm.any : term(at: pointer.appending("else"))
      let condition = term(at: pointer.appending("if"))
      result = adding(.conditional(condition: condition, consequence: consequence, alternative: alternative), to: result)
    }
    if schema["contains"] != nil {
      let term = term(at: pointer.appending("contains"))
      let residue = Residue.contains(term, least: schema["minContains"]?.int ?? 1, most: schema["maxContains"]?.int)
      result = adding(residue, to: result, only: .array)
    }
    for member in (schema["dependentRequired"]?.object?.members ?? []) + (schema["dependencies"]?.object?.members ?? []) {
      guard let names = member.value.array?.compactMap(\.string) else { continue }
      result = adding(.dependentRequired(UTF8Key(member.key), names.map { UTF8Key($0) }), to: result, only: .object)
    }
    for keyword in ["dependentSchemas", "dependencies"] {
      for member in schema[keyword]?.object?.members ?? [] where member.value.array == nil {
        let term = term(at: pointer.appending(keyword).appending(member.key))
        result = adding(.dependentSchema(UTF8Key(member.key), term), to: result, only: .object)
      }
    }
    if schema["propertyNames"] != nil {
      result = adding(.names(term(at: pointer.appending("propertyNames"))), to: result, only: .object)
    }
    for (keyword, kind) in [("unevaluatedProperties", JSONValue.Kind.object), ("unevaluatedItems", .array)] {
      guard let value = schema[keyword], value.bool != true else { continue }
      result = unevaluated(result, keyword, kind, schema, pointer, place)
    }
    for keyword in ["$dynamicRef", "$recursiveRef"] where schema[keyword] != nil {
      result = adding(.opaque(place: place, keyword: keyword), to: result)
    }
    return result
  }

  /// Where no branch decides what is evaluated, `unevaluatedProperties` is `additionalProperties` over everything that is named.
  private mutating func unevaluated(
    _ branches: [SchemaBranch], _ keyword: String, _ kind: JSONValue.Kind, _ schema: JSONObject, _ pointer: JSONPointer, _ place: Int
  ) -> [SchemaBranch] {
    var gatherer = EvaluatedNames(root: document.source.root)
    guard keyword == "unevaluatedProperties", gatherer.gather(schema), !gatherer.takesAll else {
      return gatherer.takesAll ? branches : adding(.opaque(place: place, keyword: keyword), to: branches, only: kind)
    }
    var named: [UTF8Key: SchemaTerm] = [:]
    for name in gatherer.names { named[name] = .any }
    let patterns = gatherer.patterns.compactMap { try? ECMAPattern($0) }.map { (pattern: $0, term: SchemaTerm.any) }
    let additional = term(at: pointer.appending(keyword))
    let clause = ObjectClause(named: named, order: [], patterns: patterns, additional: additional, isOpen: false)
    return branches.map { branch in
      guard branch.kind == .object else { return branch }
      var branch = branch
      branch.objects.append(clause)
      return branch
    }
  }
}

extension SchemaBranch {
  /// The first position at which no item can stand.
  var firstImpossibleItem: Int? {
    (0..<prefixCount).first { item($0).isNever } ?? (item(nil).isNever ? prefixCount : nil)
  }
}
