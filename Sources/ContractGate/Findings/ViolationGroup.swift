import GateModel

/// Sightings of one cause: the smallest reproducer stands for all of them.
struct ViolationGroup: Sendable {
  struct Key: Hashable, Sendable {
    let check: CheckID
    let cause: [String]
  }

  let key: Key
  private(set) var sighting: Sighting
  private(set) var count = 1

  init(key: Key, sighting: Sighting) {
    (self.key, self.sighting) = (key, sighting)
  }

  mutating func add(_ other: Sighting) {
    count += 1
    if other.exchange.weight < sighting.exchange.weight { sighting = other }
  }

  mutating func replaceReproducer(_ other: Sighting) { sighting = other }

  /// The same group under another cause, with what others saw counted in.
  func standing(for others: [ViolationGroup], as violation: Violation) -> ViolationGroup {
    var group = ViolationGroup(
      key: Key(check: key.check, cause: violation.cause), sighting: Sighting(violation: violation, exchange: sighting.exchange))
    group.count = others.reduce(0) { $0 + $1.count }
    return group
  }
}
