import GateKit
import GateModel
import HTTPWire
import JSONSchema
import OpenAPI

/// Calls every operation of an OpenAPI document on the running service and holds the answers against the document.
public struct ContractGate: Gate {
  public let id: GateID = "contract"
  public let summary = "every operation answers as its OpenAPI document says"
  public var checks: [CheckDescriptor] { CheckCatalog.all.map(\.descriptor) }
  private let settings: ContractSettings

  public init(_ settings: ContractSettings) { self.settings = settings }

  public func plan(in environment: RunEnvironment) async throws -> GatePlan {
    let model = try load(environment)
    return .run(tasks(model).map(\.planned))
  }

  public func run(_ cases: [PlannedCase], in environment: RunEnvironment, recorder: any CaseRecorder) async throws {
    let model = try load(environment)
    let wanted = Dictionary(cases.map { ($0.id, $0) }) { first, _ in first }
    let tasks = tasks(model).compactMap { task in
      wanted[task.planned.id].map { CaseTask(planned: $0, check: task.check, subject: task.subject) }
    }
    let target = try await environment.targets.launch(TargetRequest(label: "contract"))
    do {
      try await run(tasks, model, on: target, in: environment, recorder: recorder)
    } catch {
      await target.stop()
      throw error
    }
    await target.stop()
  }

  private func run(
    _ tasks: [CaseTask], _ model: ContractModel, on target: any RunningTarget, in environment: RunEnvironment,
    recorder: any CaseRecorder
  ) async throws {
    let identity = try identity(of: target)
    let endpoint = WireEndpoint(host: target.endpoint.host, port: target.endpoint.port)
    try await WireLoops.with(threads: 1) { loops in
      let session = ContractSession(
        model: model, settings: settings, identity: identity, endpoint: endpoint, loops: loops, seed: environment.seed)
      do {
        try await run(grouped(tasks), in: session, workers: max(1, environment.workers), recorder: recorder)
      } catch {
        await session.close()
        throw error
      }
      await session.close()
    }
  }

  /// The cases of one subject run one after the other, because they share its valid calls; subjects run side by side.
  private func run(_ groups: [[CaseTask]], in session: ContractSession, workers: Int, recorder: any CaseRecorder) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (position, tasks) in groups.enumerated() {
        if position >= workers { try await group.next() }
        group.addTask { for task in tasks { try await run(task, in: session, recorder: recorder) } }
      }
      try await group.waitForAll()
    }
  }

  private func run(_ task: CaseTask, in session: ContractSession, recorder: any CaseRecorder) async throws {
    try await recorder.run(task.planned) { context in
      do {
        return try await task.check.run(task.subject, in: session, context: context)
      } catch let error as ChainBroken {
        return .inconclusive(reason: error.description)
      } catch let error as CredentialMissing {
        return .inconclusive(reason: error.description)
      } catch let error as GenerationError {
        return .inconclusive(reason: error.description)
      } catch let error as DocumentError {
        return .inconclusive(reason: error.description)
      }
    }
  }

  private func grouped(_ tasks: [CaseTask]) -> [[CaseTask]] {
    var order: [String] = []
    var groups: [String: [CaseTask]] = [:]
    for task in tasks {
      if groups[task.subject.name] == nil { order.append(task.subject.name) }
      groups[task.subject.name, default: []].append(task)
    }
    return order.compactMap { groups[$0] }
  }

  private func identity(of target: any RunningTarget) throws -> TargetIdentity {
    guard let name = settings.identity ?? target.defaultIdentity else { return TargetIdentity(headers: []) }
    guard let identity = target.identities[name] else {
      throw GateError(
        "the target has no identity '\(name)'", remedy: "Name one of: \(target.identities.keys.sorted().joined(separator: ", "))")
    }
    return identity
  }

  /// - Throws: ``GateError`` with the line that is wrong.
  private func load(_ environment: RunEnvironment) throws -> ContractModel {
    let path = settings.document
    let model: ContractModel
    do {
      model = try ContractModel(try OpenAPIDocument(try environment.files.read(path), path: path))
    } catch let error as DocumentError {
      let location = SourceLocation(path: error.path, line: error.line > 0 ? error.line : nil)
      throw GateError(error.message, at: location, remedy: "Correct the OpenAPI document there")
    } catch let error as FileTreeError {
      throw GateError(error.description, remedy: "The document is named by 'document' of the section 'contract'")
    }
    guard model.document.operations.contains(where: { settings.covers($0.path) }) else {
      throw GateError(
        "there is no operation to exercise", at: SourceLocation(path: path),
        remedy: "Check the document's paths, and 'include' and 'exclude' of the section 'contract'")
    }
    return model
  }

  /// Every case, check by check within an operation, in the order of the document.
  private func tasks(_ model: ContractModel) -> [CaseTask] {
    CheckCatalog.all.flatMap { check in
      check.subjects(in: model).filter { subject in subject.operation.map { settings.covers($0.path) } ?? true }.map { subject in
        CaseTask(check: check, subject: subject, in: model)
      }
    }
  }
}

/// A planned case with what it takes to run it.
private struct CaseTask: Sendable {
  let planned: PlannedCase
  let check: any ContractCheck
  let subject: CheckSubject

  init(planned: PlannedCase, check: any ContractCheck, subject: CheckSubject) {
    (self.planned, self.check, self.subject) = (planned, check, subject)
  }

  init(check: any ContractCheck, subject: CheckSubject, in model: ContractModel) {
    let descriptor = check.descriptor
    let own = (subject.operation?.requirements ?? []).map { RequirementID($0) }
    planned = PlannedCase(
      id: CaseID("\(descriptor.id) \(subject.name)"), title: "\(subject.name): \(descriptor.title)", check: descriptor.id,
      requirements: own + descriptor.requirements.filter { !own.contains($0) }, defects: check.defects,
      location: SourceLocation(path: model.document.path, line: model.document.line(of: subject.pointer)))
    (self.check, self.subject) = (check, subject)
  }
}
