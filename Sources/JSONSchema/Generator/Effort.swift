/// How much of what a schema allows goes into an instance.
enum Effort: Sendable {
  /// Required parts only, short.
  case plain
  /// Optional parts too.
  case full
  /// Values at the lower, then at the upper limits.
  case low, high
  case random

  init(number: Int) {
    switch number {
    case 0: self = .plain
    case 1: self = .full
    case 2: self = .low
    case 3: self = .high
    default: self = .random
    }
  }
}
