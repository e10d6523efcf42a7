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
}
