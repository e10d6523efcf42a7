/// Reads the Prometheus text format: label values may hold spaces, commas, braces and escapes; values may be NaN and
/// infinite; a time stamp and, as OpenMetrics has it, an exemplar may follow; names may stand quoted between the braces.
public enum MetricText {
  /// - Throws: ``MetricTextError`` for the first line that is no comment and no sample, and for a sample that occurs twice.
  public static func parse(_ text: String) throws(MetricTextError) -> MetricSamples {
    var result = MetricSamples()
    var seen: Set<String> = []
    // By scalars: as a character, a carriage return and a line feed are one, and not a line feed.
    for (index, line) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var scanner = LineScanner(line: line, number: index + 1)
      scanner.skipBlanks()
      if scanner.isAtEnd { continue }
      if scanner.peek == "#" {
        if let (name, kind) = scanner.declaration() { result.families[name] = kind }
        continue
      }
      let sample = try scanner.sample()
      let identity = sample.name + sample.labels.sorted { $0.key < $1.key }.map { "\u{1}\($0.key)\u{2}\($0.value)" }.joined()
      guard seen.insert(identity).inserted else {
        throw MetricTextError(line: index + 1, problem: "'\(sample.name)' occurs twice with the same labels")
      }
      result.samples.append(sample)
    }
    return result
  }
}

private struct LineScanner {
  private let scalars: [Unicode.Scalar]
  private let number: Int
  private var position = 0

  init(line: Substring.UnicodeScalarView, number: Int) {
    scalars = Array(line)
    self.number = number
  }

  var isAtEnd: Bool { position >= scalars.count }
  var peek: Unicode.Scalar? { isAtEnd ? nil : scalars[position] }

  mutating func skipBlanks() {
    while let next = peek, next == " " || next == "\t" || next == "\r" { position += 1 }
  }

  mutating func sample() throws(MetricTextError) -> MetricSamples.Sample {
    var name = word(Self.belongsToName)
    skipBlanks()
    let labels = peek == "{" ? try self.labels(naming: &name) : [:]
    guard !name.isEmpty else { throw error("it has no name") }
    skipBlanks()
    let text = word { $0 != " " && $0 != "\t" && $0 != "\r" }
    guard let value = Self.value(text) else { throw error("'\(text)' is no number") }
    skipBlanks()
    let stamp = peek == "#" ? "" : word { $0 != " " && $0 != "\t" && $0 != "\r" }
    skipBlanks()
    guard stamp.isEmpty || Self.isStamp(stamp) else { throw error("something follows the value") }
    if !isAtEnd { try exemplar() }
    return MetricSamples.Sample(name: name, labels: labels, value: value)
  }

  /// `# TYPE name kind`; nil for every other comment.
  mutating func declaration() -> (name: String, kind: MetricSamples.Kind)? {
    position += 1
    skipBlanks()
    guard word({ $0.properties.isAlphabetic && $0.isASCII }) == "TYPE" else { return nil }
    skipBlanks()
    // A quoted name that does not end declares nothing.
    let name = peek == "\"" ? (try? quoted()) ?? "" : word(Self.belongsToName)
    skipBlanks()
    let kind = word { $0.properties.isAlphabetic && $0.isASCII }
    return name.isEmpty ? nil : (name, MetricSamples.Kind(rawValue: kind) ?? .unknown)
  }

  /// `# {labels} value [stamp]` behind the value (OpenMetrics 1.0, section 5.1.2): looked at and not kept.
  private mutating func exemplar() throws(MetricTextError) {
    guard take("#") else { throw error("something follows the value") }
    skipBlanks()
    var unnamed = ""
    guard peek == "{" else { throw error("the exemplar has no labels") }
    _ = try labels(naming: &unnamed)
    skipBlanks()
    let value = word { $0 != " " && $0 != "\t" && $0 != "\r" }
    skipBlanks()
    let stamp = word { $0 != " " && $0 != "\t" && $0 != "\r" }
    skipBlanks()
    guard Self.value(value) != nil, stamp.isEmpty || Self.isStamp(stamp), isAtEnd else { throw error("the exemplar is malformed") }
  }

  private static func belongsToName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == ":" || scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar)
  }

  /// Milliseconds, or seconds with a fraction.
  private static func isStamp(_ text: String) -> Bool { Int64(text) != nil || value(text)?.isFinite == true }

  /// - Parameter name: takes the metric's name, where it is empty and stands first and quoted.
  private mutating func labels(naming metric: inout String) throws(MetricTextError) -> [String: String] {
    position += 1
    var labels: [String: String] = [:]
    while true {
      skipBlanks()
      if take("}") { return labels }
      if peek == "\"", metric.isEmpty, labels.isEmpty {
        metric = try quoted()
        skipBlanks()
        guard take(",") || peek == "}" else { throw error("the name is not followed by ',' or '}'") }
        continue
      }
      let quotedName = peek == "\"" ? try quoted() : ""
      let name =
        quotedName.isEmpty ? word { $0 == "_" || $0.properties.isAlphabetic && $0.isASCII || ("0"..."9").contains($0) } : quotedName
      skipBlanks()
      guard !name.isEmpty, take("=") else { throw error("a label has no name or no '='") }
      skipBlanks()
      guard labels[name] == nil else { throw error("label '\(name)' occurs twice") }
      labels[name] = try quoted()
      skipBlanks()
      if take(",") { continue }
      guard peek == "}" else { throw error("a label is not followed by ',' or '}'") }
    }
  }

  private mutating func quoted() throws(MetricTextError) -> String {
    guard take("\"") else { throw error("a label's value is not quoted") }
    var value = String.UnicodeScalarView()
    while let next = peek {
      position += 1
      if next == "\"" { return String(value) }
      guard next == "\\" else {
        value.append(next)
        continue
      }
      guard let escaped = peek else { break }
      position += 1
      value.append(escaped == "n" ? "\n" : escaped)
    }
    throw error("a label's value does not end")
  }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard peek == wanted else { return false }
    position += 1
    return true
  }

  private mutating func word(_ belongs: (Unicode.Scalar) -> Bool) -> String {
    var word = String.UnicodeScalarView()
    while let next = peek, belongs(next) {
      word.append(next)
      position += 1
    }
    return String(word)
  }

  private static func value(_ text: String) -> Double? {
    switch text {
    case "NaN": .nan
    case "+Inf", "Inf": .infinity
    case "-Inf": -.infinity
    default: text.utf8.allSatisfy { "0123456789.eE+-".utf8.contains($0) } ? Double(text) : nil
    }
  }

  private func error(_ problem: String) -> MetricTextError { MetricTextError(line: number, problem: problem) }
}
