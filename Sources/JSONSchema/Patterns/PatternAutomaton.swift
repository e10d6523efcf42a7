/// A pattern as a table of states, for the many patterns that come down to few of them: one look-up for each character.
struct PatternAutomaton: Sendable {
  /// The next state for a state and a class of characters.
  private let transitions: [UInt16]
  private let classCount: Int
  /// The class of each ASCII character.
  private let classes: [UInt8]
  /// Where the classes of other characters begin, in ascending order; nil where the table can't tell them.
  private let ranges: [(first: UInt32, number: UInt8)]?
  private let answers: [Answer]

  enum Answer: UInt8, Sendable {
    case open
    /// Whatever follows, the text matches, or doesn't.
    case yes, no
    /// The text matches if it ends here.
    case yesAtEnd
  }

  init(transitions: [UInt16], classes: CharacterClasses, answers: [Answer]) {
    (self.transitions, self.answers) = (transitions, answers)
    (classCount, self.classes, ranges) = (classes.count, classes.ascii, classes.ranges)
  }

  /// Whether the text matches; nil when it has characters that the table can't tell.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    transitions.withUnsafeBufferPointer { transitions in
      classes.withUnsafeBufferPointer { classes in
        answers.withUnsafeBufferPointer { answers in
          run(text, transitions, classes, answers)
        }
      }
    }
  }

  @inline(__always) private func run(
    _ text: UnsafeBufferPointer<UInt8>, _ transitions: UnsafeBufferPointer<UInt16>, _ classes: UnsafeBufferPointer<UInt8>,
    _ answers: UnsafeBufferPointer<Answer>
  ) -> Bool? {
    var state = 0
    var position = 0
    while position < text.count {
      switch answers[state] {
      case .yes: return true
      case .no: return false
      case .open, .yesAtEnd: break
      }
      let byte = text[position]
      let number: UInt8
      if byte < 0x80 {
        number = classes[Int(byte)]
        position += 1
      } else {
        guard let ranges else { return nil }
        number = Self.number(of: Self.scalar(in: text, at: &position), in: ranges)
      }
      state = Int(transitions[state * classCount + Int(number)])
    }
    return answers[state] == .yes || answers[state] == .yesAtEnd
  }

  private static func number(of scalar: UInt32, in ranges: [(first: UInt32, number: UInt8)]) -> UInt8 {
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
