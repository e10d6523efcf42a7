import Foundation

/// Watches a workload over commits: takes one result for each commit and says as soon as its level has changed.
///
/// After each result the latest ones since the last change are searched (``EnergyDivisive``), at a significance so small that
/// looking after every commit stays quiet; how quiet, and how soon a change is found, `ci/benchmark-statistics` measures.
public struct TrendWatch: Sendable, Hashable {
  /// A change of level, found at some commit.
  public struct Change: Sendable, Hashable {
    /// The first commit of the new level, as far as the results tell.
    public let commit: String
    /// The one before it.
    public let previousCommit: String
    /// How many results of the new level there were when it was found.
    public let delay: Int
    /// New level over old one; above 1 is slower.
    public let ratio: ConfidenceInterval
    public let pValue: Double
  }

  private struct Entry: Sendable, Hashable {
    let commit: String
    let logRatio: Double
  }

  private var window: [Entry] = []
  private let search: EnergyDivisive
  private let windowLimit: Int
  private var taken = 0

  /// - Parameters:
  ///   - search: its values are logarithms, so that a `smallestChange` of 0.005 is half a percent.
  ///   - windowLimit: so many of the latest results are searched, 12 to 1,000.
  public init(search: EnergyDivisive = Self.standardSearch, windowLimit: Int = 100) {
    self.search = search
    self.windowLimit = min(max(windowLimit, 12), 1_000)
  }

  public static let standardSearch = EnergyDivisive(significance: 0.002, permutations: 1_999, smallestSegment: 3, smallestChange: 0.005)

  /// Takes a commit's result, the ratio of the workload to the fixed control of its session.
  ///
  /// - Returns: the change that this result made certain, or nil. What came before the change is forgotten.
  /// - Throws: ``TrendError/unusableValue(index:)`` for a ratio that is not above 0 and finite; it is not taken.
  public mutating func add(commit: String, ratioToControl: Double) throws(TrendError) -> Change? {
    let logRatio = log(ratioToControl)
    guard ratioToControl > 0, logRatio.isFinite else { throw .unusableValue(index: taken) }
    taken += 1
    window.append(Entry(commit: commit, logRatio: logRatio))
    if window.count > windowLimit { window.removeFirst(window.count - windowLimit) }
    let values = window.map(\.logRatio)
    let points = try search.changes(in: values)
    guard let point = points.last, point.index > 0 else { return nil }
    let oldStart = points.dropLast().last?.index ?? 0
    let first = Self.start(of: point, after: oldStart, in: values)
    let change = Change(
      commit: window[first].commit, previousCommit: window[first - 1].commit, delay: window.count - first,
      ratio: LevelChange.interval(from: Array(values[oldStart..<first]), to: Array(values[first...])).map { exp($0) }, pValue: point.pValue)
    window.removeFirst(first)
    return change
  }

  /// Where the new level begins. A level that is younger than the shortest segment is found together with the last values of the
  /// old one: those that lie nearer to the old level than to the new one are left to it.
  private static func start(of point: ChangePoint, after oldStart: Int, in values: [Double]) -> Int {
    let old = EnergyDivisive.median(values[oldStart..<point.index])
    let new = EnergyDivisive.median(values[point.index...])
    let candidates = point.index..<values.count - 1
    return candidates.first { abs(values[$0] - new) <= abs(values[$0] - old) } ?? point.index
  }
}
