/// A pattern as a table of states, for the many patterns that come down to few of them: one look-up for each character.
///
/// A class, so that it is handed on without counting the references to its tables.
final class PatternAutomaton: Sendable {
  /// For a state and a class of characters the next state, with its answer in the bits above.
  private let transitions: [UInt16]
  private let classCount: Int
  /// The class of each ASCII character.
  private let classes: [UInt8]
  /// Where the classes of other characters begin, in ascending order; nil where the table can't tell them.
  private let ranges: [(first: UInt32, number: UInt8)]?
  private let first: UInt16

  enum Answer: UInt16, Sendable {
    case open = 0x0000
    /// The text matches if it ends here.
    case yesAtEnd = 0x2000
    /// Whatever follows, the text matches, or doesn't.
    case yes = 0xA000, no = 0x8000
  }

  static let mostStates = 0x2000
  private static let final: UInt16 = 0x8000
  private static let matching: UInt16 = 0x2000
  private static let number: UInt16 = 0x1FFF

  /// - Parameter transitions: the numbers of the states that follow, a row for each state.
  init(transitions: [Int], classes: CharacterClasses, answers: [Answer]) {
    self.transitions = transitions.map { UInt16($0) | answers[$0].rawValue }
    first = answers[0].rawValue
    (classCount, self.classes, ranges) = (classes.count, classes.ascii, classes.ranges)
  }

  /// Whether the text matches; nil when it has characters that the table can't tell.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    transitions.withUnsafeBufferPointer { transitions in
      classes.withUnsafeBufferPointer { classes in
        var state = first
        var position = 0
        while position < text.count, state & Self.final == 0 {
          let byte = text[position]
          let column: UInt8
          if byte < 0x80 {
            column = classes[Int(byte)]
            position += 1
          } else {
            guard let wide = wideClass(in: text, at: &position) else { return nil }
            column = wide
          }
          state = transitions[Int(state & Self.number) * classCount + Int(column)]
        }
        return state & Self.matching != 0
      }
    }
  }

  /// The class of a character beyond ASCII.
  private func wideClass(in text: UnsafeBufferPointer<UInt8>, at position: inout Int) -> UInt8? {
    guard let ranges else { return nil }
    let scalar = Self.scalar(in: text, at: &position)
    var low = 0
    var high = ranges.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if ranges[middle].first <= scalar { low = middle } else { high = middle }
    }
    return ranges[low].number
  }

  /// Decodes one code point of a text that is known to be UTF-8.
  private static func scalar(in text: UnsafeBufferPointer<UInt8>, at position: inout Int) -> UInt32 {
    let lead = text[position]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = UInt32(lead) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length where position + offset < text.count { value = value << 6 | UInt32(text[position + offset]) & 0x3F }
    position += length
    return value
  }
}
