/// The escapes and numbers of the Prometheus text format 0.0.4.
enum PrometheusText {
  /// `name="value"` for each label, sorted by name.
  static func pairs(_ labels: [String: String]) -> [String] {
    labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escape(label: $0.value))\"" }
  }

  static func braces(_ pairs: [String]) -> String { pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}" }

  /// Whole numbers without a fraction, others in the shortest form that reads back the same.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return String(value)
  }

  static func escape(help: String) -> String { escape(help, quotes: false) }

  private static func escape(label: String) -> String { escape(label, quotes: true) }

  private static func escape(_ text: String, quotes: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
