/// One exercise of a check as the plan holds it. Its id is stable between runs and tells it from every other case.
public struct PlannedCase: Hashable, Sendable, Codable {
  public var id: CaseID
  public var title: String
  public var check: CheckID
  /// Requirements that this case proves.
  public var requirements: [RequirementID]
  /// Seeded defects that this case claims to catch.
  public var defects: [DefectID]
  /// What the case's file says a run can be limited to. They are not written anywhere.
  public var tags: [String] = []
  /// Where the case is declared, if it stands in a file.
  public var location: SourceLocation?
  /// Cases of one lane share their work, so that they stay in one shard; a case without is by itself. It is not written anywhere.
  public var lane: String?

  public init(
    id: CaseID, title: String, check: CheckID, requirements: [RequirementID] = [], defects: [DefectID] = [], tags: [String] = [],
    location: SourceLocation? = nil, lane: String? = nil
  ) {
    self.id = id
    self.title = title
    self.check = check
    self.requirements = requirements
    self.defects = defects
    self.tags = tags
    self.location = location
    self.lane = lane
  }

  private enum CodingKeys: String, CodingKey { case id, title, check, requirements, defects, location }
}
