import GateModel

/// What was measured: latencies and the change against the baseline as drawings, and every number in a table.
enum HTMLMeasurements {
  private static let rowLimit = 2_000

  static func section(_ summary: RunSummary) -> HTML {
    let records = summary.steps.flatMap(\.cases).filter { !$0.measurements.isEmpty }
    guard !records.isEmpty else { return "" }
    let charts: [HTML] = records.compactMap(chart)
    let numbers = records.flatMap { record in record.measurements.map { (record.planned.id.rawValue, $0) } }
    var rows: [HTML] = numbers.prefix(rowLimit).map { id, measurement in
      """
      <tr><th scope="row">\(id)</th><td>\(measurement.name)</td><td class="number">\(number(measurement.value))</td>\
      <td>\(measurement.unit == "1" ? "" : measurement.unit)</td></tr>

      """
    }
    if numbers.count > rowLimit {
      rows.append("<tr><td colspan=\"4\">\(numbers.count - rowLimit) more are left out here; the log has them.</td></tr>\n")
    }
    let table = HTMLGates.table("All measurements", ["Case", "Name", "Value", "Unit"], rows, numbers: 2...2)
    return """
      <section>
      <h2>Measurements</h2>
      \(charts)<details>
      <summary>All \(numbers.count) numbers</summary>
      \(table)</details>
      </section>

      """
  }

  /// Latency by quantile, and the ratio to the baseline with its interval; nil where neither was measured.
  private static func chart(_ record: CaseRecord) -> HTML? {
    let latencies = record.measurements.filter { $0.name.hasPrefix("latency.") && $0.value.isFinite && $0.value >= 0 }
    let ratio = change(record)
    guard !latencies.isEmpty || ratio != nil else { return nil }
    let longest = latencies.map(\.value).max() ?? 0
    let bars: [HTML] = latencies.prefix(12).enumerated().map { index, latency in
      let width = longest > 0 ? Int(400 * latency.value / longest) : 0
      let y = 4 + 22 * index
      return """
        <text x="0" y="\(y + 13)">\(String(latency.name.dropFirst("latency.".count)))</text>\
        <rect class="latency" x="70" y="\(y)" width="\(max(1, width))" height="16"/>\
        <text x="\(78 + width)" y="\(y + 13)">\(number(latency.value)) \(latency.unit)</text>

        """
    }
    let height = 4 + 22 * bars.count + (ratio == nil ? 0 : 48)
    return """
      <figure>
      <figcaption>\(record.planned.id.rawValue)</figcaption>
      <svg class="chart" viewBox="0 0 600 \(height)" role="img" aria-label="latency of \(record.planned.id.rawValue)">
      \(bars)\(ratio.map { drawing($0, top: 4 + 22 * bars.count) } ?? "")</svg>
      </figure>

      """
  }

  private struct Change {
    var estimate: Double
    var lower: Double
    var upper: Double
  }

  private static func change(_ record: CaseRecord) -> Change? {
    func value(_ name: String) -> Double? { record.measurements.last { $0.name == name && $0.value.isFinite && $0.value > 0 }?.value }
    guard let estimate = value("ratio.baseline") else { return nil }
    return Change(estimate: estimate, lower: value("ratio.baseline.lower") ?? estimate, upper: value("ratio.baseline.upper") ?? estimate)
  }

  /// The interval on a scale from half to twice the baseline.
  private static func drawing(_ change: Change, top: Int) -> HTML {
    func place(_ ratio: Double) -> Int { 70 + Int(400 * (min(2, max(0.5, ratio)) - 0.5) / 1.5) }
    let y = top + 18
    return """
      <line class="axis" x1="70" y1="\(y)" x2="470" y2="\(y)"/>\
      <line class="axis" x1="\(place(1))" y1="\(y - 12)" x2="\(place(1))" y2="\(y + 12)"/>\
      <text x="\(place(1) - 28)" y="\(y + 26)">baseline</text>\
      <rect class="interval" x="\(place(change.lower))" y="\(y - 5)" width="\(max(2, place(change.upper) - place(change.lower)))" height="10"/>\
      <circle class="estimate" cx="\(place(change.estimate))" cy="\(y)" r="5"/>\
      <text x="480" y="\(y + 4)">× \(number(change.estimate))</text>

      """
  }

  /// Four significant digits, without a locale.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let size = abs(value)
    if size >= 1e15 || (size > 0 && size < 1e-6) { return "\(value)" }
    if size >= 1_000 || value == value.rounded() { return "\(Int(value.rounded()))" }
    var digits = 3
    var limit = 1.0
    while size < limit, digits < 9 {
      digits += 1
      limit /= 10
    }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return "\((value * scale).rounded() / scale)"
  }
}
