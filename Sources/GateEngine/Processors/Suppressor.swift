import GateModel

/// Marks accepted findings, and remembers which entries were needed.
public actor Suppressor: FindingProcessor {
  private let entries: [Fingerprint: Suppression]
  private let today: String
  public private(set) var matched: Set<Fingerprint> = []

  /// - Parameter today: `YYYY-MM-DD`; an entry holds up to and including its last day.
  public init(entries: [Suppression], today: String) {
    self.entries = Dictionary(entries.map { ($0.fingerprint, $0) }) { first, _ in first }
    self.today = today
  }

  public func process(_ finding: Finding) -> Finding {
    guard let entry = entries[finding.fingerprint], entry.check == finding.check else { return finding }
    matched.insert(entry.fingerprint)
    guard !entry.isExpired(on: today) else { return finding }
    var changed = finding
    changed.disposition = .suppressed(reason: "\(entry.reason) (\(entry.owner), until \(entry.expires))")
    return changed
  }
}

extension Suppression {
  /// Days in this form order as text.
  func isExpired(on day: String) -> Bool { expires < day }
}
