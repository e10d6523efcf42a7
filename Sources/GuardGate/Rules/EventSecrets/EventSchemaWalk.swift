import GateKit
import GateModel
import JSONDocument

/// Walks an event schema to every member name that an event may carry, also behind references.
struct EventSchemaWalk {
  /// A name that holds a secret, and where it stands.
  struct Hit: Hashable, Sendable {
    var name: String
    var reason: String
    /// JSON pointer in the file.
    var pointer: String
    var location: SourceLocation
    /// `property`, `example` or `default`.
    var kind: String
  }

  /// A reference that leads nowhere.
  struct Dangling: Hashable, Sendable {
    var reference: String
    var location: SourceLocation
  }

  private struct File {
    var value: JSONValue
    var map: JSONSourceMap
  }

  private let repository: any FileTree
  private var files: [String: File] = [:]
  private var visited: Set<String> = []
  private(set) var hits: [Hit] = []
  private(set) var dangling: [Dangling] = []
  private(set) var namesSeen = 0
  private static let depthLimit = 200

  init(repository: any FileTree) { self.repository = repository }

  /// - Throws: ``GateError`` for a file that is no JSON.
  mutating func walk(file path: String) throws {
    try load(path)
    try schema(path, .root, depth: 0)
  }

  private mutating func load(_ path: String) throws {
    guard files[path] == nil else { return }
    do {
      let (value, map) = try JSONParser.parseLocated(try repository.read(path))
      files[path] = File(value: value, map: map)
    } catch let error as JSONParseError {
      throw GateError("'\(path)' is no JSON: \(error)", at: SourceLocation(path: path), remedy: "Correct the event schema")
    }
  }

  private mutating func schema(_ path: String, _ pointer: JSONPointer, depth: Int) throws {
    guard depth < Self.depthLimit, visited.insert("\(path)#\(pointer)").inserted, let value = files[path]?.value[pointer],
      case .object(let object) = value
    else { return }
    for (key, member) in object.members {
      let place = pointer.appending(key)
      switch key {
      case "properties", "patternProperties":
        for name in member.object?.keys ?? [] {
          check(name, "property", path, place.appending(name))
          try schema(path, place.appending(name), depth: depth + 1)
        }
      case "$defs", "definitions", "dependentSchemas":
        // Reached through references only: an unused definition is in no event.
        if key == "dependentSchemas" {
          for name in member.object?.keys ?? [] { try schema(path, place.appending(name), depth: depth + 1) }
        }
      case "required", "enum", "const", "type": break
      case "example", "default": values(member, key, path, place, depth: depth)
      case "examples": values(member, "example", path, place, depth: depth)
      case "$ref", "$dynamicRef":
        if let reference = member.string { try follow(reference, from: path, at: place, depth: depth) }
      default: try subschemas(member, path, place, depth: depth)
      }
    }
  }

  private mutating func subschemas(_ member: JSONValue, _ path: String, _ place: JSONPointer, depth: Int) throws {
    switch member {
    case .object: try schema(path, place, depth: depth + 1)
    case .array(let items): for index in items.indices { try schema(path, place.appending(index), depth: depth + 1) }
    default: break
    }
  }

  private mutating func follow(_ reference: String, from path: String, at place: JSONPointer, depth: Int) throws {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let file = parts[0].isEmpty ? path : Self.resolve(parts[0], from: path)
    let fragment = parts.count > 1 ? parts[1] : ""
    guard file == path || repository.exists(file), let target = JSONPointer(fragment: fragment) else {
      dangling.append(Dangling(reference: reference, location: location(path, place)))
      return
    }
    try load(file)
    guard files[file]?.value[target] != nil else {
      dangling.append(Dangling(reference: reference, location: location(path, place)))
      return
    }
    try schema(file, target, depth: depth + 1)
  }

  private mutating func values(_ value: JSONValue, _ kind: String, _ path: String, _ pointer: JSONPointer, depth: Int) {
    guard depth < Self.depthLimit else { return }
    switch value {
    case .object(let object):
      for (name, member) in object.members {
        check(name, kind, path, pointer.appending(name))
        values(member, kind, path, pointer.appending(name), depth: depth + 1)
      }
    case .array(let items):
      for (index, item) in items.enumerated() { values(item, kind, path, pointer.appending(index), depth: depth + 1) }
    default: break
    }
  }

  private mutating func check(_ name: String, _ kind: String, _ path: String, _ pointer: JSONPointer) {
    namesSeen += 1
    guard let reason = SensitiveName.reason(name) else { return }
    hits.append(Hit(name: name, reason: reason, pointer: pointer.description, location: location(path, pointer), kind: kind))
  }

  private func location(_ path: String, _ pointer: JSONPointer) -> SourceLocation {
    guard let file = files[path] else { return SourceLocation(path: path) }
    let place = file.map.place(of: pointer, in: file.value)
    return SourceLocation(path: path, line: place.line, column: place.column)
  }

  /// A path relative to the folder of another file.
  static func resolve(_ relative: String, from path: String) -> String {
    var parts = path.split(separator: "/").dropLast().map(String.init)
    for part in relative.split(separator: "/") {
      switch part {
      case ".": break
      case "..": if !parts.isEmpty { parts.removeLast() }
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
