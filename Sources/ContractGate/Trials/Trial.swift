import GateModel
import JSONDocument

/// One request that is worth sending, with what is known about it before the answer.
struct Trial: Sendable {
  /// How the request stands to the document.
  enum Stance: Sendable, Hashable {
    /// The document allows all of it.
    case valid
    /// Exactly one thing breaks the document, whichever way a server reads the bytes.
    case invalid
    /// Valid but for the credentials.
    case credentials
    /// Valid, but what its path names isn't there.
    case absent
    /// The document has nothing to say about it: another method, another media type.
    case outside
    /// What no ordinary client sends: all that is asked for is an answer that is no server error.
    case hostile

    /// Whether the answer must be one that the document has.
    var isWithinDocument: Bool { self == .valid || self == .invalid || self == .credentials || self == .absent }
  }

  let phase: Phase
  let stance: Stance
  /// What is special about it, in words that are the same for every seed: `/price below the minimum`.
  let label: String
  /// The check that made it and judges it; nil for the valid calls, which every check looks at.
  let owner: CheckID?
  /// The place of the document that it is about.
  let place: JSONPointer?
  let draft: RequestDraft
  /// Whether the same call is made once before, so that the second answer is looked at.
  var isSecond = false

  init(_ phase: Phase, _ stance: Stance, _ label: String, owner: CheckID? = nil, place: JSONPointer? = nil, draft: RequestDraft) {
    (self.phase, self.stance, self.label, self.owner, self.place, self.draft) = (phase, stance, label, owner, place, draft)
  }

  /// The same trial with another request.
  func with(_ draft: RequestDraft) -> Trial {
    var trial = Trial(phase, stance, label, owner: owner, place: place, draft: draft)
    trial.isSecond = isSecond
    return trial
  }

  /// Methods that change nothing (RFC 9110, section 9.2.1).
  static let safeMethods: Set<String> = ["GET", "HEAD", "OPTIONS"]

  /// Whether it changes nothing, and is nothing that a service may break under: such may be under way beside others.
  var isSafe: Bool { stance != .hostile && Self.safeMethods.contains(draft.method ?? draft.operation.method) }

  /// The call that is made before the one that is looked at; nil for a call that is made once.
  var earlier: Trial? {
    guard isSecond else { return nil }
    return Trial(phase, .valid, label, owner: owner, place: place, draft: draft)
  }
}
