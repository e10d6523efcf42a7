import GateKit
import JSONDocument
import Synchronization

/// Shelves of tenants with books on them, kept in memory; with faults of state and of access that can be switched on, and with
/// manners that are unusual and right.
final class LibraryService: Sendable {
  enum Fault: String, Sendable, CaseIterable {
    case deletedStays, creationLost, locationDead, putCounts, putRefusedTwice, putBreaksTwice
    case refusedPutApplied, refusedPatchApplied, refusedCreationKept
    case anyParentReads, anyParentPatches, anyParentDeletes
    case anyToken, anyScheme, unsignedToken, expiryIgnored, scopeIgnored
    case anyTenantReads, anyTenantPuts, anyTenantDeletes, anyTenantLists
  }

  enum Manner: String, Sendable, CaseIterable {
    case deletionMarks, deletionAnswersAlways, absoluteLocation, relativeLocation, foreignLocation, putMakes, everythingRefusedAsForbidden
  }

  struct Entry {
    var tenant: String
    var parent: String?
    var body: JSONObject
    var version = 1
    var isDeleted = false
  }

  private struct Caller { let tenant: String, mayWrite: Bool }

  /// Header, payload and signature of each identity's token.
  static let identities: [String: TargetIdentity] = [
    "admin": token("a"), "other": token("b"), "reader": token("r"), "expired": token("e"),
  ]

  private static func token(_ name: String) -> TargetIdentity {
    TargetIdentity(headers: [TargetHeader(name: "Authorization", value: "Bearer eyJhbGciOiJIUzI1NiJ9.eyJ\(name).signature-\(name)")])
  }

  private let fault: Fault?
  private let manner: Manner?
  private let entries = Mutex<[String: Entry]>([:])

  init(_ fault: Fault? = nil, manner: Manner? = nil) { (self.fault, self.manner) = (fault, manner) }

  func reply(to request: FixtureServer.Request) -> FixtureServer.Reply {
    guard let caller = caller(request.headers.first(name: "Authorization") ?? "") else { return problem(401) }
    let isWrite = request.method != "GET"
    if isWrite, !caller.mayWrite, fault != .scopeIgnored { return problem(403) }
    let segments = request.path.split(separator: "/").map(String.init)
    switch (segments.count, request.method) {
    case (2, "POST"): return create(nil, caller, request)
    case (2, "GET"): return list(caller)
    case (3, "GET"), (3, "PUT"), (3, "DELETE"): return one(segments[2], below: nil, caller, request)
    case (4, "POST"):
      guard find(segments[2], nil, caller, lenient: false) != nil else { return problem(404) }
      return create(segments[2], caller, request)
    case (5, "GET"), (5, "PATCH"), (5, "DELETE"):
      guard find(segments[2], nil, caller, lenient: false) != nil else { return problem(404) }
      return one(segments[4], below: segments[2], caller, request)
    default: return problem(405)
    }
  }

  // MARK: Who calls

  private func caller(_ value: String) -> Caller? {
    if fault == .anyScheme, !value.isEmpty, !value.hasPrefix("Bearer ") { return Caller(tenant: "a", mayWrite: true) }
    guard value.hasPrefix("Bearer ") else { return nil }
    if let name = Self.identities.first(where: { $0.value.headers[0].value == value })?.key {
      switch name {
      case "admin": return Caller(tenant: "a", mayWrite: true)
      case "other": return Caller(tenant: "b", mayWrite: true)
      case "reader": return Caller(tenant: "a", mayWrite: false)
      default: return fault == .expiryIgnored ? Caller(tenant: "a", mayWrite: true) : nil
      }
    }
    if fault == .anyToken { return Caller(tenant: "a", mayWrite: true) }
    if fault == .unsignedToken, value.hasSuffix(".eyJa.") { return Caller(tenant: "a", mayWrite: true) }
    return nil
  }

  // MARK: What is asked for

  private func find(_ id: String, _ parent: String?, _ caller: Caller, lenient: Bool) -> Entry? {
    let entry = entries.withLock { $0[id] }
    guard let entry, !entry.isDeleted || manner == .deletionMarks else { return nil }
    guard lenient || entry.tenant == caller.tenant else { return nil }
    return entry
  }

  private func create(_ parent: String?, _ caller: Caller, _ request: FixtureServer.Request) -> FixtureServer.Reply {
    let body = (try? JSONParser.parse(request.body))?.object
    let isValid = body.map { Self.isValid($0, needsName: true) } ?? false
    guard let body, isValid || fault == .refusedCreationKept && body["name"]?.string != nil else { return problem(422) }
    let id = entries.withLock { entries in
      let id = "object-\(1_000 + entries.count)"
      entries[id] = Entry(tenant: fault == .creationLost ? "nobody" : caller.tenant, parent: parent, body: body)
      return id
    }
    guard isValid else { return problem(422) }
    let path = request.path + "/" + (fault == .locationDead ? "object-0" : id)
    let last = path.split(separator: "/").suffix(2).joined(separator: "/")
    let location =
      switch manner {
      case .absoluteLocation: "http://\(request.headers.first(name: "Host") ?? "")\(path)"
      case .relativeLocation: last
      case .foreignLocation: "http://elsewhere.invalid/v1/shelves/object-0"
      default: path
      }
    return .json(201, shown(id, Entry(tenant: "", body: body)), headers: [("Location", location)])
  }

  private func list(_ caller: Caller) -> FixtureServer.Reply {
    let all = entries.withLock { $0 }.filter { entry in
      entry.value.parent == nil && !entry.value.isDeleted && (entry.value.tenant == caller.tenant || fault == .anyTenantLists)
    }
    let items = all.sorted { $0.key < $1.key }.map { shown($0.key, $0.value) }
    return .json(200, "{\"shelves\":[\(items.joined(separator: ","))],\"next\":null}")
  }

  private func one(_ id: String, below parent: String?, _ caller: Caller, _ request: FixtureServer.Request) -> FixtureServer.Reply {
    let tenants: [String: Fault] = ["GET": .anyTenantReads, "PUT": .anyTenantPuts, "DELETE": .anyTenantDeletes]
    let parents: [String: Fault] = ["GET": .anyParentReads, "PATCH": .anyParentPatches, "DELETE": .anyParentDeletes]
    let entry = find(id, parent, caller, lenient: fault != nil && tenants[request.method] == fault)
    let hasParent = entry?.parent == parent || fault != nil && parents[request.method] == fault
    guard var entry, hasParent else {
      if manner == .deletionAnswersAlways, request.method == "DELETE" { return FixtureServer.Reply(status: 204) }
      if manner == .everythingRefusedAsForbidden { return problem(403) }
      return problem(404)
    }
    switch request.method {
    case "GET": return .json(200, shown(id, entry))
    case "DELETE":
      if fault != .deletedStays { entry.isDeleted = true }
      keep(id, entry)
      return FixtureServer.Reply(status: 204)
    default: return write(id, entry, request)
    }
  }

  private func write(_ id: String, _ old: Entry, _ request: FixtureServer.Request) -> FixtureServer.Reply {
    var entry = old
    let isPatch = request.method == "PATCH"
    guard let body = (try? JSONParser.parse(request.body))?.object else { return problem(422) }
    let applies = fault == (isPatch ? .refusedPatchApplied : .refusedPutApplied)
    let isValid = Self.isValid(body, needsName: !isPatch)
    guard isValid || applies else { return problem(422) }
    if !isPatch, isValid {
      if fault == .putRefusedTwice, body == entry.body { return problem(409) }
      if fault == .putBreaksTwice, body == entry.body { return problem(500) }
    }
    var next = isPatch ? entry.body : JSONObject()
    for member in body.members { next[member.key] = member.value }
    if fault == .putCounts, !isPatch { next["floor"] = .number(JSONNumber((entry.body["floor"]?.int ?? 0) + 1)) }
    (entry.body, entry.version) = (next, entry.version + 1)
    keep(id, entry)
    return isValid ? .json(200, shown(id, entry)) : problem(422)
  }

  // MARK: Details

  private func keep(_ id: String, _ entry: Entry) { entries.withLock { $0[id] = entry } }

  private static func isValid(_ body: JSONObject, needsName: Bool) -> Bool {
    if needsName, body["name"] == nil { return false }
    return body.members.allSatisfy { member in
      switch member.key {
      case "name": member.value.string.map { (1...60).contains($0.unicodeScalars.count) } ?? false
      case "floor": member.value.int.map { (0...500).contains($0) } ?? false
      default: false
      }
    }
  }

  private func shown(_ id: String, _ entry: Entry) -> String {
    var object = entry.body
    object["id"] = .string(id)
    object["status"] = .string(entry.isDeleted ? "deleted" : "there")
    object["version"] = .number(JSONNumber(entry.version))
    object["updatedAt"] = .string("2026-01-01T00:00:\(10 + entry.version % 40)Z")
    return JSONValue.object(object).serialized()
  }

  private func problem(_ status: Int) -> FixtureServer.Reply { .json(status, "{\"code\":\"c\(status)\"}") }
}
