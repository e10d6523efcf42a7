import GateModel
import LocatedYAML

/// The entries of a queue in YAML: mappings with an id, in a list or by id.
struct TrackerQueue {
  private(set) var entries: [TrackerEntry] = []
  private let source: SourceText
  private let offset: Int

  init(_ root: YAMLValue, _ source: SourceText, offset: Int) {
    (self.source, self.offset) = (source, offset)
    visit(root, name: nil, depth: 0)
  }

  private mutating func visit(_ node: YAMLValue, name: String?, depth: Int) {
    guard depth < 12 else { return }
    if let state = node["status"]?.scalar ?? node["state"]?.scalar, let id = node["id"]?.scalar ?? node["key"]?.scalar ?? name {
      var entry = TrackerEntry(id: id, written: state, location: place(node["id"] ?? node, id))
      entry.title = node["title"]?.scalar ?? node["summary"]?.scalar ?? ""
      entry.state = TrackerEntry.state(state)
      for member in node.entries { entry.fields[member.key.lowercased()] = Self.text(member.value) }
      let checks = node["checks"] ?? node["acceptance"] ?? node["verify"]
      entry.listed = checks?.scalars.compactMap(\.scalar) ?? []
      entries.append(entry)
      return
    }
    for item in node.list { visit(item, name: nil, depth: depth + 1) }
    for member in node.entries { visit(member.value, name: member.key, depth: depth + 1) }
  }

  private func place(_ node: YAMLValue, _ id: String) -> SourceLocation {
    source.location(of: id, line: node.place.line + offset, column: node.place.column)
  }

  /// Texts of a value, with commas between; of a mapping its values.
  private static func text(_ value: YAMLValue) -> String {
    if let scalar = value.scalar { return scalar == "null" || scalar == "~" ? "" : scalar }
    return (value.list + value.entries.map(\.value)).map(text).joined(separator: ", ")
  }
}
