import JSONDocument

/// One difference between two documents that matters to somebody who was written against the older one.
public struct Change: Sendable, Hashable {
  public let kind: Kind
  public let severity: Severity
  /// The operation as the revision names it, `POST /v1/orders`; as the base names it when the revision has it no more.
  public let subject: String
  /// Further operations that the same cause touches, in the order of the base.
  public var alsoIn: [String] = []
  /// Where the base says it; nil for what only the revision has.
  public let basePointer: JSONPointer?
  /// Where the revision says it; nil for what only the base has.
  public let revisionPointer: JSONPointer?
  /// What changed and what it breaks, in one sentence.
  public let message: String
  /// The proof: a value that one document allows and the other refuses.
  public let witness: JSONValue?
  /// The witness as a request, for changes of requests: a `curl` line against `$BASE_URL`.
  public let request: String?

  /// How much a change hurts.
  public enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
    /// Compatible, or not decided.
    case note
    /// Risky: some clients may notice.
    case warning
    /// Breaking: a client that keeps to the base fails against the revision.
    case error

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
  }

  init(
    _ kind: Kind, severity: Severity? = nil, subject: String, base: JSONPointer?, revision: JSONPointer?, message: String,
    witness: JSONValue? = nil, request: String? = nil
  ) {
    self.kind = kind
    self.severity = severity ?? kind.severity
    self.subject = subject
    basePointer = base
    revisionPointer = revision
    self.message = message
    self.witness = witness
    self.request = request
  }
}
