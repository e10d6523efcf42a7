import JSONDocument

/// Reads servers and their variables.
enum ServerReader {
  /// Nil when the node names no servers of its own.
  static func servers(of node: DocumentNode) throws(DocumentError) -> [Server]? {
    guard node.member("servers") != nil else { return nil }
    var result: [Server] = []
    for item in try node.items(of: "servers") {
      var variables: [Server.Variable] = []
      for (name, entry) in try item.members(of: "variables") {
        variables.append(
          Server.Variable(name: name, defaultValue: try entry.requiredString("default"), values: try entry.strings("enum")))
      }
      result.append(Server(url: try item.requiredString("url"), variables: variables, pointer: item.pointer))
    }
    return result.isEmpty ? nil : result
  }
}
