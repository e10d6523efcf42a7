import GateModel

/// Marks accepted findings, and remembers which entries were needed.
///
/// In a change that is held against an earlier commit only what was accepted there holds, and only as long as it was
/// accepted there: nobody accepts a finding in the same change that makes it.
public actor Suppressor: FindingProcessor {
  private let entries: [Fingerprint: Suppression]
  private let earlier: [Fingerprint: Suppression]?
  private let today: String
  public private(set) var matched: Set<Fingerprint> = []

  /// - Parameters:
  ///   - earlier: the entries of the earlier commit, or nil where there is none to compare with.
  ///   - today: `YYYY-MM-DD`; an entry holds up to and including its last day.
  public init(entries: [Suppression], earlier: [Suppression]? = nil, today: String) {
    self.entries = Dictionary(entries.map { ($0.fingerprint, $0) }) { first, _ in first }
    self.earlier = earlier.map { Dictionary($0.map { ($0.fingerprint, $0) }) { first, _ in first } }
    self.today = today
  }

  public func process(_ finding: Finding) -> Finding {
    guard let entry = entries[finding.fingerprint], entry.check == finding.check else { return finding }
    matched.insert(entry.fingerprint)
    guard holds(entry) else { return finding }
    var changed = finding
    changed.disposition = .suppressed(reason: "\(entry.reason) (\(entry.owner), until \(entry.expires))")
    return changed
  }

  private func holds(_ entry: Suppression) -> Bool {
    guard !entry.isExpired(on: today) else { return false }
    guard let earlier else { return true }
    guard let known = earlier[entry.fingerprint] else { return false }
    return known.check == entry.check && !known.isExpired(on: today)
  }
}

extension Suppression {
  /// Days in this form order as text.
  func isExpired(on day: String) -> Bool { expires < day }
}
