import Foundation
import JSONDocument
import SeededDefects
import Testing

@testable import ReferenceService

@Suite struct CanonicalFormTests {
  /// A line of `contracts/vectors/canonical-json.json`, which `ci/canonical-vectors` makes in another language.
  struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let json: String?
    let text: String?
    let canonical: String
    let byteCount: Int
    let sha256: String

    enum CodingKeys: String, CodingKey {
      case name, json, text, canonical, sha256
      case byteCount = "byte_count"
    }

    var testDescription: String { name }
  }

  static let vectors: [Vector] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "contracts/vectors/canonical-json.json")
    guard let data = try? Data(contentsOf: file), let groups = try? JSONDecoder().decode([String: [Vector]].self, from: data) else {
      return []
    }
    return groups.values.flatMap { $0 }
  }()

  private func digest(of vector: Vector, form: any JSONCanonicalizing = BytewiseCanonicalForm()) throws -> ContentDigest {
    if let text = vector.text { return ContentDigest(text: text) }
    return ContentDigest(json: try JSONParser.parse(try #require(vector.json)), form: form)
  }

  @Test("The hash is that of an independent implementation", arguments: vectors)
  func vector(_ vector: Vector) throws {
    let digest = try digest(of: vector)
    #expect(digest.sha256 == vector.sha256)
    #expect(digest.byteCount == vector.byteCount)
    #expect(digest.sha256.count == 64 && digest.sha256.allSatisfy { $0.isHexDigit && !$0.isUppercase })
  }

  @Test("There are vectors, and those of other meanings have other hashes")
  func distinct() {
    #expect(Self.vectors.count >= 40)
    let forms = Set(Self.vectors.map { Array($0.canonical.utf8) })
    #expect(forms.count == Set(Self.vectors.map(\.sha256)).count)
  }

  @Test("Each seeded defect of the form gets a vector wrong", arguments: ["canon.swift-string-order", "canon.array-sorted"])
  func defects(id: String) throws {
    guard case .parts(let change)? = DefectCatalog.named(id)?.change else {
      Issue.record("\(id) changes no part")
      return
    }
    var parts = try ServiceParts.unconnected()
    change(&parts)
    let wrong = try Self.vectors.filter { try digest(of: $0, form: parts.canonicalForm).sha256 != $0.sha256 }
    #expect(!wrong.isEmpty)
  }

  @Test("Shuffling names anywhere keeps the hash, changing any value alters it", arguments: 0..<40)
  func property(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let value = Self.value(depth: 4, random: &random)
    let form = BytewiseCanonicalForm()
    let hash = ContentDigest(json: value, form: form).sha256
    #expect(ContentDigest(json: Self.shuffled(value, random: &random), form: form).sha256 == hash)
    for place in 0..<Self.leaves(of: value) {
      var position = place
      let changed = Self.changed(value, at: &position)
      #expect(ContentDigest(json: changed, form: form).sha256 != hash)
    }
  }

  @Test("A snapshot's hash sorts roles, ignores who asked when, and tells callers apart")
  func snapshots() {
    func hash(_ id: String, _ principal: String, _ roles: [String]) -> String {
      PolicySnapshot(id: id, tenantID: "t", principalID: principal, roles: roles).hash(form: BytewiseCanonicalForm())
    }
    #expect(hash("1", "p", ["viewer", "admin"]) == hash("2", "p", ["admin", "viewer", "admin"]))
    #expect(hash("1", "p", ["admin"]) != hash("1", "p", ["viewer"]))
    #expect(hash("1", "p", ["admin"]) != hash("1", "q", ["admin"]))
  }

  @Test("Names of enumerations and bounds of budgets are exactly those of the contract")
  func contractTypes() {
    #expect(EvidenceOperator.allCases.map(\.rawValue) == ["search", "fetch_span", "aggregate"])
    #expect(StopReason.allCases.map(\.rawValue) == ["PLAN_COMPLETE", "WALLCLOCK_EXCEEDED", "BUDGET_EXCEEDED"])
    let modes = ["SUPPORTED", "INSUFFICIENT_EVIDENCE", "INSUFFICIENT_PERMISSION", "SOURCE_UNAVAILABLE"]
    #expect(modes.allSatisfy { TerminalMode(rawValue: $0) != nil })
    #expect(TerminalMode(rawValue: "supported") == nil)
    #expect(SessionBudget.callBounds == 0...10_000)
    #expect(SessionBudget.byteBounds == 0...1_073_741_824)
    #expect(SessionBudget.wallclockBounds == 0...300_000)
    #expect(SessionBudget.depthBounds == 0...16)
    #expect(SessionBudget.parallelismBounds == 1...256)
  }

  // MARK: Random values

  private static func value(depth: Int, random: inout SplitMix) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .number(JSONNumber(Int.random(in: -1_000...1_000, using: &random)))
    case 3: return .string(["", "a", "\u{E9}", "e\u{301}", "\u{1F600}"].randomElement(using: &random) ?? "")
    case 4:
      let count = Int.random(in: 0...3, using: &random)
      return .array((0..<count).map { _ in value(depth: depth - 1, random: &random) })
    default:
      let names = ["b", "a", "\u{E9}", "e\u{301}", "\u{1F600}", "\u{FFFD}"].shuffled(using: &random).prefix(4)
      return .object(JSONObject(names.map { (key: $0, value: value(depth: depth - 1, random: &random)) }))
    }
  }

  private static func shuffled(_ value: JSONValue, random: inout SplitMix) -> JSONValue {
    switch value {
    case .array(let items): return .array(items.map { shuffled($0, random: &random) })
    case .object(let object):
      let members = object.members.map { (key: $0.key, value: shuffled($0.value, random: &random)) }
      return .object(JSONObject(members.shuffled(using: &random)))
    case .null, .bool, .number, .string: return value
    }
  }

  private static func leaves(of value: JSONValue) -> Int {
    switch value {
    case .array(let items): items.map { leaves(of: $0) }.reduce(0, +)
    case .object(let object): object.members.map { leaves(of: $0.value) }.reduce(0, +)
    case .null, .bool, .number, .string: 1
    }
  }

  /// The value with another one in place of its leaf of that number.
  private static func changed(_ value: JSONValue, at place: inout Int) -> JSONValue {
    switch value {
    case .array(let items): return .array(items.map { changed($0, at: &place) })
    case .object(let object): return .object(JSONObject(object.members.map { (key: $0.key, value: changed($0.value, at: &place)) }))
    case .null, .bool, .number, .string:
      defer { place -= 1 }
      return place == 0 ? .string("changed") : value
    }
  }
}

/// A small repeatable generator.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
