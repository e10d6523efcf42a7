import JSONDocument

extension SchemaShape {
  /// Takes up what a schema demands; of alternatives it picks one.
  /// - Parameter pick: chooses one of so many branches.
  mutating func absorb(_ index: Int, of program: SchemaProgram, depth: Int = 0, pick: (Int) -> Int) {
    let node = program.nodes[index]
    guard depth < 32 else { return }
    guard case .keywords(let keywords) = node.body else {
      if case .always(false) = node.body { types = [] }
      return
    }
    examples += node.source["examples"]?.array ?? []
    if let example = node.source["example"] { examples.append(example) }
    if format == nil { format = node.source["format"]?.string.flatMap(StringFormat.init(rawValue:)) }
    for keyword in keywords {
      switch keyword {
      case let keyword as TypeKeyword: restrictTypes(keyword.types)
      case let keyword as EnumerationKeywords: restrictValues(keyword.ordered)
      case let keyword as NumericKeywords: absorb(keyword)
      case let keyword as StringKeywords: absorb(keyword)
      case let keyword as SizeKeywords: absorb(keyword)
      case let keyword as RequirementKeywords: if keyword.condition == nil { require(keyword.names) }
      case let keyword as PropertyKeywords: absorb(keyword, names: node.source["properties"]?.object?.keys ?? [])
      case let keyword as ItemKeywords: absorb(keyword)
      case let keyword as ContainsKeyword: contains.append((keyword.node, keyword.minimum))
      case let keyword as UnevaluatedProperties: if additional == nil { additional = keyword.node }
      case let keyword as AllOf: for branch in keyword.nodes { absorb(branch, of: program, depth: depth + 1, pick: pick) }
      case let keyword as AnyOf: absorb(keyword.nodes[pick(keyword.nodes.count)], of: program, depth: depth + 1, pick: pick)
      case let keyword as OneOf: absorb(keyword.nodes[pick(keyword.nodes.count)], of: program, depth: depth + 1, pick: pick)
      case let keyword as Reference: absorb(keyword.node, of: program, depth: depth + 1, pick: pick)
      case let keyword as DynamicReference: absorb(keyword.node, of: program, depth: depth + 1, pick: pick)
      case let keyword as ConditionalKeyword:
        if pick(2) == 0 {
          absorb(keyword.condition, of: program, depth: depth + 1, pick: pick)
          if let branch = keyword.consequence { absorb(branch, of: program, depth: depth + 1, pick: pick) }
        } else if let branch = keyword.alternative {
          absorb(branch, of: program, depth: depth + 1, pick: pick)
        }
      default: break
      }
    }
  }

  private mutating func absorb(_ keyword: NumericKeywords) {
    switch keyword.rule {
    case .minimum: raise(keyword.limit, isExclusive: false)
    case .exclusiveMinimum: raise(keyword.limit, isExclusive: true)
    case .maximum: lower(keyword.limit, isExclusive: false)
    case .exclusiveMaximum: lower(keyword.limit, isExclusive: true)
    case .multipleOf: if divisor == nil { divisor = keyword.limit }
    }
  }

  private mutating func absorb(_ keyword: StringKeywords) {
    switch keyword.rule {
    case .minLength(let limit): minLength = max(minLength, limit)
    case .maxLength(let limit): maxLength = min(maxLength ?? .max, limit)
    case .pattern(let pattern): patterns.append(pattern)
    }
  }

  private mutating func absorb(_ keyword: SizeKeywords) {
    switch keyword.rule {
    case .minItems(let limit): minItems = max(minItems, limit)
    case .maxItems(let limit): maxItems = min(maxItems ?? .max, limit)
    case .minProperties(let limit): minProperties = max(minProperties, limit)
    case .maxProperties(let limit): maxProperties = min(maxProperties ?? .max, limit)
    case .uniqueItems: isUnique = true
    }
  }

  private mutating func absorb(_ keyword: PropertyKeywords, names order: [String]) {
    for name in order { if let node = keyword.named[UTF8Key(name)] { add(name, node) } }
    patternProperties += keyword.patterns
    if let node = keyword.additional { additional = node }
    if let node = keyword.names { names.append(node) }
  }

  private mutating func absorb(_ keyword: ItemKeywords) {
    for (position, node) in keyword.prefix.enumerated() {
      if position < prefix.count { prefix[position].append(node) } else { prefix.append([node]) }
    }
    if let rest = keyword.rest { items.append(rest) }
  }
}
