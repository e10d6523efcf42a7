import JSONDocument

/// One comparison under way: the judges with what they have found out, and the changes so far.
struct ComparisonRun {
  let base: OpenAPIDocument
  let revision: OpenAPIDocument
  let today: String?
  let identity: DocumentIdentity
  var changes: [Change] = []
  private var judges: [JudgeKey: SchemaJudge] = [:]
  private var verdicts: [Question: SchemaJudge.Verdict] = [:]

  private struct JudgeKey: Hashable {
    let isRequest: Bool
    let isText: Bool
  }

  private struct Question: Hashable {
    let judge: JudgeKey
    let base: JSONPointer?
    let revision: JSONPointer?
    let isPath: Bool
  }

  init(_ comparison: DocumentComparison) {
    (base, revision, today) = (comparison.base, comparison.revision, comparison.today)
    identity = DocumentIdentity(base: Prose.stripped(base.source.root), revision: Prose.stripped(revision.source.root))
  }

  mutating func add(_ change: Change) { changes.append(change) }

  mutating func compareAll() {
    let pairing = OperationPairing(base: base, revision: revision)
    compareOperations(pairing)
    for pair in pairing.pairs { compare(pair) }
  }

  private mutating func compare(_ pair: OperationPair) {
    compareLifecycle(pair)
    compareSecurity(pair)
    compareParameters(pair)
    compareRequestBody(pair)
    compareResponses(pair)
  }

  /// Whether everything that the one side sends at this place can be read by the other.
  mutating func verdict(
    base: JSONPointer?, revision: JSONPointer?, isRequest: Bool, isText: Bool, isPath: Bool = false
  ) -> SchemaJudge.Verdict {
    if identity.isSame(base, revision), base != nil { return .included }
    let key = JudgeKey(isRequest: isRequest, isText: isText)
    let question = Question(judge: key, base: base, revision: revision, isPath: isPath)
    if let known = verdicts[question] { return known }
    var judge = judges.removeValue(forKey: key) ?? makeJudge(key)
    let verdict = judge.judge(sent: isRequest ? base : revision, read: isRequest ? revision : base, isPath: isPath)
    judges[key] = judge
    verdicts[question] = verdict
    return verdict
  }

  /// What one side describes and the other doesn't, beyond what validators see.
  func losses(base old: JSONPointer?, revision new: JSONPointer?, isRequest: Bool) -> [DescriptionWalk.Loss] {
    guard let old, let new, !identity.isSame(old, new) else { return [] }
    let judge = judges[JudgeKey(isRequest: isRequest, isText: false)] ?? makeJudge(JudgeKey(isRequest: isRequest, isText: false))
    var walk = DescriptionWalk(sender: judge.sender, receiver: judge.receiver, isRequest: isRequest)
    return walk.losses(sent: isRequest ? old : new, read: isRequest ? new : old)
  }

  private func makeJudge(_ key: JudgeKey) -> SchemaJudge {
    let old = SchemaSide(base, isRequest: key.isRequest, isSender: key.isRequest)
    let new = SchemaSide(revision, isRequest: key.isRequest, isSender: !key.isRequest)
    return SchemaJudge(
      InclusionProver(
        sender: key.isRequest ? old : new, receiver: key.isRequest ? new : old, identity: identity, isText: key.isText,
        senderIsBase: key.isRequest))
  }
}
