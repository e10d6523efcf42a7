import JSONDocument
import Linearizability

/// The report of a recorded history as JSON.
struct HistoryReportJSON {
  private let report: HistoryReport

  init(_ report: HistoryReport) { self.report = report }

  var text: String {
    var object: JSONObject = [
      "model": .string(report.model), "verdict": .string(report.verdict.rawValue), "operations": number(report.operations),
      "open": number(report.open), "failed": number(report.failures), "partitions": number(report.partitions),
      "illegalKeys": .array(report.illegalKeys.map { .string($0) }),
    ]
    if let reason = report.reason { object.append("reason", .string(reason)) }
    if let violation = report.violation { object.append("violation", .object(explained(violation))) }
    return JSONValue.object(object).serialized()
  }

  private func explained(_ violation: ReportedViolation) -> JSONObject {
    var object: JSONObject = [
      "initialState": .string(violation.initialState), "operations": .array(violation.operations.map(operation)),
      "shrunkFrom": number(violation.shrunkFrom), "order": numbers(violation.order),
      "statesAfter": .array(violation.statesAfter.map { .string($0) }), "blocked": numbers(violation.blocked),
      "completion": number(violation.completion), "possibleStates": .array(violation.possibleStates.map { .string($0) }),
      "completedBefore": number(violation.completedBefore),
    ]
    if let key = violation.key { object.append("key", .string(key)) }
    if let line = violation.completionLine { object.append("completionLine", number(line)) }
    return object
  }

  private func operation(_ operation: ReportedOperation) -> JSONValue {
    var object: JSONObject = [
      "process": .string(operation.process), "text": .string(operation.text), "invokedLine": number(operation.invokedLine),
      "begins": number(operation.begins),
    ]
    if let line = operation.returnedLine { object.append("returnedLine", number(line)) }
    if let end = operation.ends { object.append("ends", number(end)) }
    return .object(object)
  }

  private func number(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
  private func numbers(_ values: [Int]) -> JSONValue { .array(values.map(number)) }
}
