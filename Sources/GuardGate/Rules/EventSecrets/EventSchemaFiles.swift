import GateKit
import GateModel
import JSONDocument

/// The event schemas of a repository, read once, and what their references lead to.
struct EventSchemaFiles {
  /// A place in one of the files.
  struct Place: Hashable, Sendable {
    var path: String
    var pointer: JSONPointer
  }

  private struct File {
    var value: JSONValue
    var map: JSONSourceMap
  }

  private let repository: any FileTree
  private var files: [String: File] = [:]
  /// Path of the file that calls itself so (`$id`).
  private var identifiers: [String: String] = [:]

  /// - Throws: ``GateError`` for a file that is no JSON, `FileTreeError`.
  init(_ paths: [String], in repository: any FileTree) throws {
    self.repository = repository
    for path in paths { try load(path) }
  }

  subscript(place: Place) -> JSONValue? { files[place.path]?.value[place.pointer] }

  func location(of place: Place) -> SourceLocation {
    guard let file = files[place.path] else { return SourceLocation(path: place.path) }
    let found = file.map.place(of: place.pointer, in: file.value)
    return SourceLocation(path: place.path, line: found.line, column: found.column)
  }

  /// What a `$ref` leads to, or nil where that is nowhere: another file, an `$id` of a file, a pointer or an anchor.
  /// - Throws: ``GateError`` for a file that is no JSON, `FileTreeError`.
  mutating func target(of reference: String, from path: String) throws -> Place? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let fragment = parts.count > 1 ? parts[1] : ""
    guard let file = try file(parts[0], from: path) else { return nil }
    let place: Place
    if fragment.isEmpty || fragment.hasPrefix("/") {
      guard let pointer = JSONPointer(fragment: fragment) else { return nil }
      place = Place(path: file, pointer: pointer)
    } else {
      guard let pointer = anchor(fragment, in: file) else { return nil }
      place = Place(path: file, pointer: pointer)
    }
    return self[place] == nil ? nil : place
  }

  private mutating func file(_ name: String, from path: String) throws -> String? {
    if name.isEmpty { return path }
    if let known = identifiers[name] { return known }
    guard !name.has("://") else { return nil }
    let file = Self.resolve(name, from: path)
    if files[file] != nil { return file }
    guard repository.exists(file) else { return nil }
    try load(file)
    return file
  }

  private mutating func load(_ path: String) throws {
    guard files[path] == nil else { return }
    do {
      let (value, map) = try JSONParser.parseLocated(try repository.read(path))
      files[path] = File(value: value, map: map)
      if let id = value.object?["$id"]?.string { identifiers[id.hasSuffix("#") ? String(id.dropLast()) : id] = path }
    } catch let error as JSONParseError {
      throw GateError("'\(path)' is no JSON: \(error)", at: SourceLocation(path: path), remedy: "Correct the event schema")
    }
  }

  private func anchor(_ name: String, in path: String) -> JSONPointer? {
    guard let root = files[path]?.value else { return nil }
    var open: [(JSONPointer, JSONValue)] = [(.root, root)]
    while let (pointer, value) = open.popLast() {
      switch value {
      case .object(let object):
        for key in ["$anchor", "$dynamicAnchor"] where object[key]?.string == name { return pointer }
        for (key, member) in object.members { open.append((pointer.appending(key), member)) }
      case .array(let items):
        for (index, item) in items.enumerated() { open.append((pointer.appending(index), item)) }
      default: break
      }
    }
    return nil
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
