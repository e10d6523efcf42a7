import JSONDocument
import OpenAPI
import Synchronization

/// Which schemas have a mark anywhere inside of them or of what they refer to: most have none, and then no instance is searched.
final class MarkReach: Sendable {
  private let document: OpenAPIDocument
  private let mark: String
  /// Targets of references from which a mark can be reached.
  private let marked: Set<JSONPointer>
  /// What was asked already.
  private let known = Mutex<[JSONPointer: Bool]>([:])
  /// Names of properties that may have the mark themselves, once they were asked for.
  private let names = Mutex<Set<String>?>(nil)

  init(_ document: OpenAPIDocument, mark: MarkedProperty.Mark) {
    (self.document, self.mark) = (document, mark.rawValue)
    marked = Self.targets(in: document, mark.rawValue)
  }

  func reaches(_ schema: JSONPointer) -> Bool {
    if let answer = known.withLock({ $0[schema] }) { return answer }
    let answer = search(schema)
    known.withLock { $0[schema] = answer }
    return answer
  }

  /// Whether a property of that name has the mark in some schema, or may have it by what that refers to.
  func mayMark(_ property: String) -> Bool {
    names.withLock { names in
      let found = names ?? markedNames(in: document.source.root)
      names = found
      return found.contains(property)
    }
  }

  private func markedNames(in value: JSONValue) -> Set<String> {
    switch value {
    case .array(let items): return items.reduce(into: []) { $0.formUnion(markedNames(in: $1)) }
    case .object(let object):
      var found: Set<String> = []
      for member in object.members {
        found.formUnion(markedNames(in: member.value))
        guard member.key == "properties", let properties = member.value.object else { continue }
        for property in properties.members where mayHaveMark(property.value) { found.insert(property.key) }
      }
      return found
    default: return []
    }
  }

  private func mayHaveMark(_ schema: JSONValue) -> Bool {
    if schema[mark] == true { return true }
    guard schema["$ref"] != nil || schema["allOf"] != nil else { return false }
    return reachesMark(schema)
  }

  private func search(_ schema: JSONPointer) -> Bool {
    document.source.root[schema].map(reachesMark) ?? false
  }

  private func reachesMark(_ schema: JSONValue) -> Bool {
    let parts = Parts(schema, mark)
    return parts.isMarked || parts.references.contains { !$0.isLocal || marked.contains($0.pointer) }
  }

  private static func targets(in document: OpenAPIDocument, _ mark: String) -> Set<JSONPointer> {
    let root = document.source.root
    // Nothing is searched twice: a target's parts are looked at once, and then only its references followed back.
    var sources: [JSONPointer: [JSONPointer]] = [:]
    var open: [JSONPointer] = []
    var seen: Set<JSONPointer> = []
    var waiting = Parts(root, mark).references.filter(\.isLocal).map(\.pointer)
    while let target = waiting.popLast() {
      guard seen.insert(target).inserted, let source = root[target] else { continue }
      let parts = Parts(source, mark)
      if parts.isMarked || parts.references.contains(where: { !$0.isLocal }) { open.append(target) }
      for reference in parts.references where reference.isLocal {
        sources[reference.pointer, default: []].append(target)
        waiting.append(reference.pointer)
      }
    }
    var result = Set(open)
    while let target = open.popLast() {
      for source in sources[target] ?? [] where result.insert(source).inserted { open.append(source) }
    }
    return result
  }

  /// What stands in a part of the document.
  private struct Parts {
    struct Reference: Hashable {
      let pointer: JSONPointer
      /// Whether it is known where it leads.
      let isLocal: Bool
    }

    private(set) var isMarked = false
    private(set) var references: Set<Reference> = []

    init(_ value: JSONValue, _ mark: String) { add(value, mark) }

    private mutating func add(_ value: JSONValue, _ mark: String) {
      switch value {
      case .array(let items): for item in items { add(item, mark) }
      case .object(let object):
        for member in object.members {
          if member.key == mark, member.value == true { isMarked = true }
          if member.key == "$ref", let text = member.value.string {
            let pointer = text.hasPrefix("#") ? JSONPointer(fragment: String(text.dropFirst())) : nil
            references.insert(Reference(pointer: pointer ?? .root, isLocal: pointer != nil))
          } else {
            add(member.value, mark)
          }
        }
      default: break
      }
    }
  }
}
