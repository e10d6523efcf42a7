import GateConfig
import GateKit
import GateModel

/// What is accepted for now, and what would change that: an entry of the file that `tradeoffs:` of the guard policy names.
struct Tradeoff: Sendable {
  /// How the present value is known.
  enum Reading: Sendable {
    case value(Double)
    /// How often a text stands in the files below folders, and how often the register says it does.
    case count(text: String, folders: [String], stated: Double?)
    /// `seconds value` in each line of a file, and how long a value has to last.
    case samples(file: String, lasting: Double)
  }

  struct Decision: Sendable {
    var date: String
    var expires: String
  }

  var id: String
  var text: String
  var limit: Double
  var reading: Reading
  /// Where the reading comes from.
  var source: String
  var action: String
  var decision: Decision?
  var location: SourceLocation

  /// - Throws: `ConfigError`.
  static func load(_ path: String, from files: any FileTree) throws -> [Tradeoff] {
    var root = try ConfigDocument(text: try files.text(path), path: path).root.mapping(path)
    let tradeoffs = try root.required("tradeoffs").list("tradeoffs").map(Tradeoff.init)
    try root.finish()
    return tradeoffs
  }

  private init(_ node: ConfigNode) throws {
    var mapping = try node.mapping("tradeoffs")
    id = try mapping.required("id").string("id")
    text = try mapping.required("text").string("text")
    action = try mapping.required("action").string("action")
    location = node.location
    var trigger = try mapping.required("trigger").mapping("trigger")
    limit = try trigger.required("at_least").double("at_least")
    let lasting = try trigger.optional("for")?.duration("for")
    try trigger.finish()
    var reading = try mapping.required("reading").mapping("reading")
    source = try reading.required("source").string("source")
    if let samples = try reading.optional("samples")?.string("samples") {
      let seconds = lasting.map { Double($0.components.seconds) } ?? 0
      self.reading = .samples(file: samples, lasting: seconds)
    } else if let count = reading.optional("count") {
      self.reading = .count(
        text: try count.string("count"), folders: try reading.required("in").strings("in"),
        stated: try reading.optional("value")?.double("value"))
    } else {
      self.reading = .value(try reading.required("value").double("value"))
    }
    try reading.finish()
    if let node = mapping.optional("decision") {
      var decision = try node.mapping("decision")
      self.decision = Decision(
        date: try decision.required("date").string("date"), expires: try decision.required("expires").string("expires"))
      _ = decision.optional("text")
      try decision.finish()
    }
    try mapping.finish()
  }

  /// The present value; nil where it cannot be read.
  func value(in files: any FileTree) -> Double? {
    switch reading {
    case .value(let value): return value
    case .count(let text, let folders, _):
      var count = 0
      for folder in folders {
        for path in (try? files.files(under: folder)) ?? [] { count += (try? files.text(path))?.ranges(of: text).count ?? 0 }
      }
      return Double(count)
    case .samples(let file, let lasting):
      return (try? files.text(file)).flatMap { Self.sustained($0, lasting: lasting) }
    }
  }

  /// The highest value that lasted so long: of each stretch the lowest sample counts.
  static func sustained(_ text: String, lasting: Double) -> Double? {
    let samples = text.split(separator: "\n").compactMap { line -> (time: Double, value: Double)? in
      let words = line.split { $0.isWhitespace || $0 == "," }
      guard words.count == 2, let time = Double(words[0]), let value = Double(words[1]) else { return nil }
      return (time, value)
    }
    guard samples.count > 1 else { return samples.first.map { lasting > 0 ? 0 : $0.value } }
    var best: Double?
    for start in samples.indices {
      var lowest = samples[start].value
      for end in start..<samples.count {
        lowest = min(lowest, samples[end].value)
        guard samples[end].time - samples[start].time >= lasting else { continue }
        best = max(best ?? lowest, lowest)
        break
      }
    }
    return best ?? 0
  }
}
