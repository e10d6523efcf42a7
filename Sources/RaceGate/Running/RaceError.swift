/// Why a race could not be judged.
public enum RaceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// An invariant needs something that the round did not show.
  case notObserved(String)
  /// A step before or after the burst did not do what the file says: the burst then proves nothing.
  case stepFailed(String)
  /// The check of the history was given up.
  case undecided(String)

  public var description: String {
    switch self {
    case .notObserved(let what): "\(what) was not observed in this round. Check that the target shows it"
    case .stepFailed(let what): what
    case .undecided(let what): what
    }
  }
}
