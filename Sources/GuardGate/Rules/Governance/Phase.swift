import GateConfig
import GateModel

/// One of the `phases:` of the guard policy: what has to be done before something opens.
struct Phase: Sendable {
  var name: String
  /// The file that opens it, and the text in it that says so.
  var file: String
  var text: String
  /// Entries of the trackers that are done.
  var needs: [String]
  /// Entries that are done, or have an owner and a date that has not passed.
  var owned: [String]
  var location: SourceLocation

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode) throws {
    var phase = try node.mapping("phases")
    name = try phase.required("name").string("name")
    var opened = try phase.required("opened").mapping("opened")
    file = try opened.required("file").string("file")
    text = try opened.required("text").string("text")
    try opened.finish()
    needs = try phase.optional("done")?.strings("done") ?? []
    owned = try phase.optional("owned")?.strings("owned") ?? []
    location = node.location
    try phase.finish()
    guard !(needs + owned).isEmpty else {
      throw ConfigError("the phase '\(name)' needs nothing", at: location, remedy: "Give 'done' or 'owned' with ids of tracker entries")
    }
  }
}
