import JSONDocument

/// Decides which branch of an alternative a shape takes: by a list of choices, or by what an instance meets.
struct ShapeGuide {
  /// What is chosen at the alternatives met first; 0 afterwards.
  let fixed: [Int]
  /// How many branches each alternative met had.
  private(set) var counts: [Int] = []
  /// Where the instance decides: which schemas it meets.
  let meets: ((Int) -> Bool)?
  let instance: JSONValue?

  init(fixed: [Int]) { (self.fixed, meets, instance) = (fixed, nil, nil) }

  init(instance: JSONValue, meets: @escaping (Int) -> Bool) {
    (fixed, self.meets, self.instance) = ([], meets, instance)
  }

  mutating func pick(_ count: Int) -> Int {
    let position = counts.count
    counts.append(count)
    return position < fixed.count ? min(fixed[position], count - 1) : 0
  }
}
