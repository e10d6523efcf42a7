/// What the values of a key are made of, where all that is put and appended differs: takes a value apart again.
struct ValuePieces {
  enum Parse: Equatable {
    /// The numbers of the pieces in ``writers``, the first one the base.
    case made([Int])
    /// No pieces make this value.
    case impossible
    case ambiguous
  }

  /// Who wrote each piece, in the order of their numbers; the first one is what was there from the beginning.
  private(set) var writers: [(operation: Int?, isBase: Bool)] = [(nil, true)]

  private let isText: Bool
  private let initial: [HistoryValue]
  private var bases: [ArraySlice<HistoryValue>: Int] = [:]
  private var appended: [ArraySlice<HistoryValue>: Int] = [:]
  private var baseLengths: Set<Int> = []
  private var appendedLengths: Set<Int> = []
  private var known: [HistoryValue: Parse] = [:]

  /// Pieces of so many lengths are looked for.
  private static let mostLengths = 24

  /// Nil where there are other operations than put, append and get, pieces that come again or are empty, or both texts and
  /// lists.
  init?(_ operations: [KeyLineages.Subject], initial: HistoryValue) {
    var isText: Bool?
    func agrees(_ piece: Bool) -> Bool {
      if isText == nil { isText = piece }
      return isText == piece
    }
    switch initial {
    case .null: break
    case .text, .list: guard !initial.isEmpty, agrees(initial.isText) else { return nil }
    default: return nil
    }
    self.initial = initial.elements ?? []
    bases[self.initial[...]] = 0
    for (index, operation) in operations.enumerated() {
      guard operation.input == .get || operation.output ?? .done == .done else { return nil }
      switch operation.input {
      case .get: continue
      case .put(let value):
        guard !value.isEmpty, value.isText || value.list != nil, agrees(value.isText), let piece = value.elements else { return nil }
        guard bases.updateValue(writers.count, forKey: piece[...]) == nil else { return nil }
        baseLengths.insert(piece.count)
        writers.append((index, true))
      case .append(let value):
        guard agrees(value.isText), !(value.isText && value.isEmpty) else { return nil }
        let piece = value.isText ? value.elements ?? [] : [value]
        guard appended.updateValue(writers.count, forKey: piece[...]) == nil else { return nil }
        appendedLengths.insert(piece.count)
        writers.append((index, false))
      case .delete, .compareAndSet: return nil
      }
    }
    guard baseLengths.count + appendedLengths.count <= Self.mostLengths else { return nil }
    self.isText = isText ?? true
    baseLengths.insert(self.initial.count)
  }

  mutating func parse(_ value: HistoryValue) -> Parse {
    if let parse = known[value] { return parse }
    let parse = take(value)
    known[value] = parse
    return parse
  }

  private func take(_ value: HistoryValue) -> Parse {
    if value.isEmpty { return initial.isEmpty ? .made([0]) : .impossible }
    guard value.isText == isText, let symbols = value.elements else { return .impossible }
    // In how many ways, up to two, the rest from each place on is made of appended pieces, and the first of one of them.
    var ways = [UInt8](repeating: 0, count: symbols.count + 1)
    var piece = [Int](repeating: -1, count: symbols.count + 1)
    ways[symbols.count] = 1
    for start in symbols.indices.reversed() {
      for length in appendedLengths where start + length <= symbols.count && ways[start + length] > 0 {
        guard let number = appended[symbols[start..<(start + length)]] else { continue }
        ways[start] = min(ways[start] + ways[start + length], 2)
        piece[start] = number
      }
    }
    var found: (base: Int, rest: Int)?
    for length in baseLengths where length <= symbols.count && ways[length] > 0 {
      guard let base = bases[symbols[..<length]] else { continue }
      guard found == nil, ways[length] == 1 else { return .ambiguous }
      found = (base, length)
    }
    guard let (base, rest) = found else { return .impossible }
    var chain = [base]
    var place = rest
    while place < symbols.count {
      chain.append(piece[place])
      place += length(of: piece[place], at: place, symbols)
    }
    return Set(chain).count == chain.count ? .made(chain) : .impossible
  }

  private func length(of piece: Int, at place: Int, _ symbols: [HistoryValue]) -> Int {
    appendedLengths.first { place + $0 <= symbols.count && appended[symbols[place..<(place + $0)]] == piece } ?? symbols.count
  }
}
