/// The characters divided into classes that a pattern can't tell apart.
struct CharacterClasses: Sendable {
  private(set) var count = 0
  /// The class of each ASCII character.
  private(set) var ascii: [UInt8] = []
  /// Where the classes of the other characters begin; nil when the sets speak of Unicode properties.
  private(set) var ranges: [(first: UInt32, number: UInt8)]?
  /// For each class one character that is in it.
  private(set) var samples: [Unicode.Scalar] = []

  private static let most = 200

  /// Nil when there are too many.
  init?(_ sets: [ScalarSet]) {
    var numbers: [[Bool]: UInt8] = [:]
    for value in UInt8(0)..<128 {
      guard let number = number(of: Unicode.Scalar(value), sets, &numbers) else { return nil }
      ascii.append(number)
    }
    guard !sets.contains(where: \.hasProperties) else { return }
    var borders: Set<UInt32> = [0x80]
    for set in sets { set.collectBorders(into: &borders) }
    var ranges: [(first: UInt32, number: UInt8)] = []
    for border in borders.sorted() where border >= 0x80 && border <= 0x10FFFF {
      // Inside of the surrogates, which no text has, there is no scalar to ask with.
      let first = Unicode.Scalar(border) ?? "\u{E000}"
      guard let number = number(of: first, sets, &numbers) else { return nil }
      ranges.append((border, number))
    }
    self.ranges = ranges
  }

  private mutating func number(of scalar: Unicode.Scalar, _ sets: [ScalarSet], _ numbers: inout [[Bool]: UInt8]) -> UInt8? {
    let memberships = sets.map { $0.contains(scalar) }
    if let known = numbers[memberships] { return known }
    guard count < Self.most else { return nil }
    let number = UInt8(count)
    numbers[memberships] = number
    samples.append(scalar)
    count += 1
    return number
  }
}

extension ScalarSet {
  fileprivate var hasProperties: Bool {
    items.contains { item in
      switch item {
      case .range: false
      case .property: true
      case .nested(let set): set.hasProperties
      }
    }
  }

  fileprivate func collectBorders(into borders: inout Set<UInt32>) {
    for item in items {
      switch item {
      case .range(let range): borders.formUnion([range.lowerBound, range.upperBound + 1])
      case .nested(let set): set.collectBorders(into: &borders)
      case .property: break
      }
    }
  }
}
