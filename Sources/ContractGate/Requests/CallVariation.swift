/// Which of the valid calls of an operation is meant, and what is left out of it.
struct CallVariation: Sendable {
  /// 0 is the plainest, then everything, lower limits, upper limits, random.
  var number: Int
  var seed: UInt64
  /// Headers that are not sent, in lower case.
  var omitted: Set<String> = []
  /// Whether no credentials are sent at all.
  var isAnonymous = false

  init(number: Int, seed: UInt64, omitting omitted: Set<String> = [], isAnonymous: Bool = false) {
    (self.number, self.seed, self.omitted, self.isAnonymous) = (number, seed, omitted, isAnonymous)
  }
}
