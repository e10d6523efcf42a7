import GateKit
import GateModel
import JSONDocument

/// Walks event schemas to every member name that an event may carry, also behind references.
struct EventSchemaWalk {
  /// A name that holds a secret, and where it stands.
  struct Hit: Hashable, Sendable {
    var name: String
    var reason: String
    /// JSON pointer in the file.
    var pointer: String
    var location: SourceLocation
    /// `property`, `required member`, `member name`, `value`, `example` or `default`.
    var kind: String
  }

  /// A reference that leads nowhere.
  struct Dangling: Hashable, Sendable {
    var reference: String
    var location: SourceLocation
  }

  private typealias Place = EventSchemaFiles.Place

  private let paths: [String]
  private var files: EventSchemaFiles
  private var visited: Set<EventSchemaFiles.Place> = []
  private(set) var hits: [Hit] = []
  private(set) var dangling: [Dangling] = []
  private(set) var namesSeen = 0
  private static let depthLimit = 200

  /// - Throws: ``GateError`` for a file that is no JSON, `FileTreeError`.
  init(_ paths: [String], in repository: any FileTree) throws {
    self.paths = paths
    files = try EventSchemaFiles(paths, in: repository)
  }

  /// - Throws: ``GateError`` for a file that is no JSON or is nested too deeply, `FileTreeError`.
  mutating func walk() throws {
    for path in paths { try schema(Place(path: path, pointer: .root), depth: 0) }
  }

  private mutating func schema(_ here: Place, depth: Int) throws {
    try checkDepth(depth, here)
    guard visited.insert(here).inserted, case .object(let object)? = files[here] else { return }
    let properties = object["properties"]?.object
    for (key, member) in object.members {
      let place = here.appending(key)
      switch key {
      case "properties", "patternProperties", "dependentSchemas":
        for (name, value) in member.object?.members ?? [] where value.bool != false {
          if key != "dependentSchemas" { check(name, "property", place.appending(name)) }
          try schema(place.appending(name), depth: depth + 1)
        }
      case "$defs", "definitions", "not": break  // What nothing refers to, or is forbidden, is in no event.
      case "required": names(member, "required member", place, except: properties)
      case "dependentRequired":
        for (name, list) in member.object?.members ?? [] { names(list, "required member", place.appending(name), except: properties) }
      case "propertyNames":
        if let list = member.object?["enum"] { names(list, "member name", place.appending("enum"), except: nil) }
      case "const", "enum": try values(member, "value", place, depth: depth + 1)
      case "default": try values(member, "default", place, depth: depth + 1)
      case "example", "examples": try values(member, "example", place, depth: depth + 1)
      case "$ref", "$dynamicRef": try follow(member, at: place, depth: depth)
      default: try subschemas(member, place, depth: depth)
      }
    }
  }

  private mutating func subschemas(_ member: JSONValue, _ place: Place, depth: Int) throws {
    switch member {
    case .object: try schema(place, depth: depth + 1)
    case .array(let items): for index in items.indices { try schema(place.appending(index), depth: depth + 1) }
    default: break
    }
  }

  private mutating func follow(_ member: JSONValue, at place: Place, depth: Int) throws {
    guard let reference = member.string else { return }
    if let target = try files.target(of: reference, from: place.path) {
      try schema(target, depth: depth + 1)
    } else {
      dangling.append(Dangling(reference: reference, location: files.location(of: place)))
    }
  }

  /// Names in a list of texts.
  private mutating func names(_ list: JSONValue, _ kind: String, _ place: Place, except known: JSONObject?) {
    guard case .array(let items) = list else { return }
    for (index, item) in items.enumerated() {
      guard let name = item.string, known?[name] == nil else { continue }
      check(name, kind, place.appending(index))
    }
  }

  /// Names in a value that an event may hold.
  private mutating func values(_ value: JSONValue, _ kind: String, _ place: Place, depth: Int) throws {
    try checkDepth(depth, place)
    switch value {
    case .object(let object):
      for (name, member) in object.members {
        check(name, kind, place.appending(name))
        try values(member, kind, place.appending(name), depth: depth + 1)
      }
    case .array(let items):
      for (index, item) in items.enumerated() { try values(item, kind, place.appending(index), depth: depth + 1) }
    default: break
    }
  }

  private mutating func check(_ name: String, _ kind: String, _ place: Place) {
    namesSeen += 1
    guard let reason = SensitiveName.reason(name) else { return }
    hits.append(Hit(name: name, reason: reason, pointer: place.pointer.description, location: files.location(of: place), kind: kind))
  }

  private func checkDepth(_ depth: Int, _ place: Place) throws {
    guard depth > Self.depthLimit else { return }
    throw GateError(
      "the event schema is nested more than \(Self.depthLimit) deep", at: files.location(of: place), remedy: "Make it flatter")
  }
}

extension EventSchemaFiles.Place {
  fileprivate func appending(_ token: String) -> Self { Self(path: path, pointer: pointer.appending(token)) }
  fileprivate func appending(_ index: Int) -> Self { Self(path: path, pointer: pointer.appending(index)) }
}
