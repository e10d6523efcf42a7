/// A name that stays the same between runs, typed by what it names.
///
/// Written as a plain string in every file and report.
public struct Identifier<Tag: IdentifierTag>: RawRepresentable, Hashable, Comparable, Sendable, Codable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }

  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  public var description: String { rawValue }

  public static func < (left: Self, right: Self) -> Bool {
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }
}

/// What an ``Identifier`` names.
public protocol IdentifierTag: Sendable {}

public enum GateTag: IdentifierTag {}
public enum CheckTag: IdentifierTag {}
public enum CaseTag: IdentifierTag {}
public enum RequirementTag: IdentifierTag {}
public enum DefectTag: IdentifierTag {}

/// A family of checks: `contract`, `scenario`, `race`, `perf`, `guard`.
public typealias GateID = Identifier<GateTag>
/// One thing proved: `guard/unpinned-image`.
public typealias CheckID = Identifier<CheckTag>
/// One exercise of a check: `contract/response-schema POST /v1/sessions`.
public typealias CaseID = Identifier<CaseTag>
/// A row of the requirements register: `S2-W4`.
public typealias RequirementID = Identifier<RequirementTag>
/// A switchable fault that a check must catch: `token.get-then-delete`.
public typealias DefectID = Identifier<DefectTag>
