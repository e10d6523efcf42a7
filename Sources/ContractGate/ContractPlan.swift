import GateModel
import OpenAPI

/// Every case of the gate: check by check, each in the order of the document.
struct ContractPlan: Sendable {
  let model: ContractModel
  let tasks: [ContractTask]

  init(_ model: ContractModel, _ settings: ContractSettings) {
    self.model = model
    let operations = model.document.operations.filter(settings.filter.admits)
    tasks = CheckCatalog.all.flatMap { check -> [ContractTask] in
      let role = check.role
      if case .document(let check) = role { return check.concerns(model) ? [ContractTask(check, in: model)] : [] }
      guard let check = role.operation else { return [] }
      var seen: Set<String> = []
      return operations.filter { check.concerns($0, in: model) }.compactMap { operation in
        seen.insert(check.subject(of: operation).name).inserted ? ContractTask(check, operation, in: model) : nil
      }
    }
  }

  /// The given cases, those of one operation together.
  func lanes(of cases: [PlannedCase]) -> [[ContractTask]] {
    let wanted = Set(cases.map(\.id))
    var order: [String] = []
    var lanes: [String: [ContractTask]] = [:]
    for task in tasks where wanted.contains(task.planned.id) {
      let lane = task.operation?.name ?? ""
      if lanes[lane] == nil { order.append(lane) }
      lanes[lane, default: []].append(task)
    }
    return order.compactMap { lanes[$0] }
  }
}

/// A planned case with what it takes to run it.
struct ContractTask: Sendable {
  let planned: PlannedCase
  let check: any ContractCheck
  /// Nil for a check of the document.
  let operation: Operation?

  /// A case of the document as a whole.
  init(_ check: any DocumentCheck, in model: ContractModel) {
    let descriptor = check.descriptor
    let name = model.document.path
    planned = PlannedCase(
      id: CaseID("\(descriptor.id) \(name)"), title: "\(name): \(descriptor.title)", check: descriptor.id,
      requirements: descriptor.requirements, defects: check.defects, location: SourceLocation(path: name), lane: "document")
    (self.check, operation) = (check, nil)
  }

  init(_ check: any OperationCheck, _ operation: Operation, in model: ContractModel) {
    let descriptor = check.descriptor
    let subject = check.subject(of: operation)
    let own = operation.requirements.map { RequirementID($0) }
    planned = PlannedCase(
      id: CaseID("\(descriptor.id) \(subject.name)"), title: "\(subject.name): \(descriptor.title)", check: descriptor.id,
      requirements: own + descriptor.requirements.filter { !own.contains($0) }, defects: check.defects,
      location: model.location(of: subject.pointer), lane: operation.name)
    (self.check, self.operation) = (check, operation)
  }
}
