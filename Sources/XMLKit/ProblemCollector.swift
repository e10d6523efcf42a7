import CLibXML2

/// Receives libxml2's structured errors during one call; keeps a bounded number of them.
final class ProblemCollector {
  static let limit = 100
  private(set) var problems: [XMLProblem] = []
  private(set) var dropped = 0

  /// The pointer that a callback gets; the collector must outlive the call that it is passed to.
  var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  /// The collector behind a callback's pointer.
  static func from(_ context: UnsafeMutableRawPointer?) -> ProblemCollector? {
    context.map { Unmanaged<ProblemCollector>.fromOpaque($0).takeUnretainedValue() }
  }

  func add(line: Int32, message: UnsafePointer<CChar>?) {
    guard problems.count < Self.limit else {
      dropped += 1
      return
    }
    problems.append(XMLProblem(line: max(0, Int(line)), message: Self.message(message)))
  }

  /// All problems, and where some were dropped a last one that says how many.
  var report: [XMLProblem] {
    dropped == 0 ? problems : problems + [XMLProblem(line: 0, message: "and \(dropped) more problems")]
  }

  /// libxml2's text on one line, without the line feed that it ends with.
  static func message(_ pointer: UnsafePointer<CChar>?) -> String {
    guard let pointer else { return "no reason was given" }
    let text = String(cString: pointer)
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
