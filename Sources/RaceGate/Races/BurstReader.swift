import GateKit
import GateModel
import HTTPWire
import StepLanguage

/// Reads `burst:`, `power:` and `widen:` of a race file.
enum BurstReader {
  struct Read {
    var plan: BurstPlan
    var requests: [RequestTemplate]
    var canary: RequestTemplate?
  }

  private static let keywords: [(name: String, kind: BurstPlan.Kind)] = [("request", .requests), ("websocket", .upgrades)]

  /// - Throws: `GateError` with the line of what is wrong.
  static func read(_ node: YAMLNode) throws -> Read {
    var burst = try node.mapping("burst")
    let deadline = try burst.optional("deadline")?.duration("deadline") ?? .seconds(15)
    let sync = try burst.optional("sync").map(sync) ?? .automatic
    let arrival = try burst.optional("arrival").map(arrival)
    let canary = try burst.optional("canary").map { node -> RequestTemplate in
      var mapping = try node.mapping("canary")
      let request = try RequestTemplate(&mapping, keyword: "request")
      try mapping.finish()
      return request
    }
    var parts: [BurstPlan.Part] = []
    var requests: [RequestTemplate] = []
    if let list = burst.optional("requests") {
      for node in try list.list("requests") {
        var mapping = try node.mapping("requests")
        let count = try mapping.optional("count")?.integer("count", in: 1...RaceFile.requestLimit) ?? 1
        try part(&mapping, count: count, &parts, &requests)
        try mapping.finish()
      }
      guard (2...RaceFile.requestLimit).contains(parts.reduce(0, { $0 + $1.count })) else {
        throw GateError(
          "a burst of \(parts.reduce(0) { $0 + $1.count }) requests", at: list.location,
          remedy: "Release 2 to \(RaceFile.requestLimit) requests together")
      }
    } else {
      let count = try burst.required("count").integer("count", in: 2...RaceFile.requestLimit)
      try part(&burst, count: count, &parts, &requests)
    }
    try burst.finish()
    let plan = BurstPlan(parts, sync: sync, arrival: arrival, deadline: deadline)
    if case .fixed(let name) = sync, name.needsHTTP2, plan.hasUpgrades {
      throw GateError(
        "WebSocket upgrades cannot be released by '\(name.rawValue)'", at: node.location, remedy: "Give 'sync: last-byte' or 'sync: auto'")
    }
    return Read(plan: plan, requests: requests, canary: canary)
  }

  private static func part(
    _ mapping: inout YAMLMapping, count: Int, _ parts: inout [BurstPlan.Part], _ requests: inout [RequestTemplate]
  ) throws {
    let entries = mapping.entries
    let present = keywords.filter { keyword in entries.contains { $0.key == keyword.name } }
    guard present.count == 1, let keyword = present.first else {
      throw GateError(
        "'\(mapping.name)' has no request, or two", at: mapping.location,
        remedy: "Give it 'request' or 'websocket', or a list of such under 'requests'")
    }
    parts.append(BurstPlan.Part(keyword.kind, count: count))
    requests.append(try RequestTemplate(&mapping, keyword: keyword.name))
  }

  private static func sync(_ node: YAMLNode) throws -> BurstPlan.Sync {
    let text = try node.text("sync")
    if text == "auto" { return .automatic }
    guard let name = SyncName(rawValue: text) else {
      throw GateError(
        "'sync' is '\(text)'", at: node.location,
        remedy: NearestName.advice(for: text, in: ["auto"] + SyncName.allCases.map(\.rawValue)))
    }
    return .fixed(name)
  }

  private static func arrival(_ node: YAMLNode) throws -> ArrivalHeader {
    var mapping = try node.mapping("arrival")
    let name = try mapping.required("header").text("header")
    let unitNode = mapping.optional("unit")
    let unit = try unitNode?.text("unit") ?? "ns"
    try mapping.finish()
    guard let factor = ["ns": 1, "us": 1_000, "ms": 1_000_000][unit] as UInt64? else {
      throw GateError("'unit' is '\(unit)'", at: unitNode?.location ?? node.location, remedy: "Give ns, us or ms")
    }
    return ArrivalHeader(name: name, nanosecondsPerUnit: factor)
  }

  static func power(_ node: YAMLNode) throws -> PowerGoal {
    var mapping = try node.mapping("power")
    let window = try span(try mapping.required("window"), "window")
    let missNode = try mapping.required("miss")
    guard let miss = missNode.scalar?.double, miss > 0, miss < 1 else {
      throw GateError("'miss' is no chance", at: missNode.location, remedy: "Give a number above 0 and below 1, such as 0.001")
    }
    let most = try mapping.optional("at-most")?.integer("at-most", in: 1...RaceFile.roundLimit) ?? 1_000
    try mapping.finish()
    return PowerGoal(window: window, miss: miss, maximumRounds: most)
  }

  static func widening(_ node: YAMLNode) throws -> WideningPlan {
    var mapping = try node.mapping("widen")
    let dependency = try mapping.required("dependency").text("dependency")
    let delayNode = try mapping.required("delay")
    let delay = try delayNode.duration("delay")
    try mapping.finish()
    guard delay > .zero, delay <= .seconds(5) else {
      throw GateError("'delay' is \(delay)", at: delayNode.location, remedy: "Give more than nothing and at most 5s")
    }
    return WideningPlan(dependency: dependency, delay: delay, location: node.location)
  }

  /// A time span, in microseconds too.
  private static func span(_ node: YAMLNode, _ name: String) throws -> Duration {
    let text = try node.text(name)
    guard text.hasSuffix("us") else { return try node.duration(name) }
    guard let number = Int64(text.dropLast(2)), (0...1_000_000_000).contains(number) else {
      throw GateError("'\(name)' is '\(text)'", at: node.location, remedy: "Give a time span such as 30us or 2ms")
    }
    return .microseconds(number)
  }
}
