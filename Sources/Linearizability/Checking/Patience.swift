/// Where a search in breadth that keeps only some configurations goes on from, when these led nowhere: some levels back, with
/// more open operations at each level than it needs.
struct Patience {
  /// Open operations that may come at a level beyond those that it needs.
  private(set) var slack = 0
  private var places: [(level: Int, begun: Int32, live: [Int32], configurations: ConfigurationTable)] = []
  /// Where it got no further, and how often.
  private var halt = -1
  private var tries = 0

  /// Levels between two places that are remembered, and how many are.
  private static var distance: Int { 24 }
  private static var mostPlaces: Int { 12 }
  /// Levels to go back, and the slack, at each try.
  private static var ways: [(back: Int, slack: Int)] { [(1, 1), (24, 1), (96, 1), (24, 2), (240, 1), (48, 3)] }

  mutating func remember(_ level: Int, _ begun: Int32, _ live: [Int32], _ configurations: ConfigurationTable) {
    // Once beyond the place where it got stuck, it needs no slack any more.
    if level > halt + Self.distance / 2 { slack = 0 }
    guard level.isMultiple(of: Self.distance), places.last?.level ?? -1 < level else { return }
    if places.count == Self.mostPlaces { places.removeFirst() }
    places.append((level, begun, live, configurations))
  }

  /// The place to go on from; nil where all was tried.
  mutating func goBack(from level: Int) -> (level: Int, begun: Int32, live: [Int32], configurations: ConfigurationTable)? {
    if level > halt {
      halt = level
      tries = 0
    }
    guard tries < Self.ways.count else { return nil }
    let way = Self.ways[tries]
    tries += 1
    slack = way.slack
    guard let place = places.last(where: { $0.level <= level - way.back }) ?? places.first else { return nil }
    places.removeAll { $0.level > place.level }
    return place
  }
}
