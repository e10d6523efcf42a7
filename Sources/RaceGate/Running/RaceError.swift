/// Why a race could not be judged.
public enum RaceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// An invariant needs something that the round did not show.
  case notObserved(String)
  /// What the target showed cannot be judged by: a counter that went back, a metrics page that cannot be read.
  case unusable(String)
  /// The check of the history was given up.
  case undecided(String)

  public var description: String {
    switch self {
    case .notObserved(let what): "\(what) was not observed in this round. Check that the target shows it"
    case .unusable(let what): what
    case .undecided(let what): what
    }
  }
}
