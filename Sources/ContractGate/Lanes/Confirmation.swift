import GateModel
import JSONDocument

/// A violation that was seen a second time, or wasn't.
struct ConfirmedViolation: Sendable {
  let group: ViolationGroup
  /// False where a repetition didn't show it again; such a finding doesn't fail the gate.
  let isStable: Bool
  /// The answer to the repetition, to tell what changes from answer to answer.
  let repetition: Exchange?
}

/// Makes reproducers small and repeats each before it is reported.
struct Confirmation {
  let checks: [any ContractCheck]
  let instances: ServiceInstances

  /// A service that answers wrongly now and then shows it at the latest now.
  private static let repetitions = 2
  /// Smaller requests that are tried for one group.
  private static let mostShrinks = 24
  /// Groups of one operation that are repeated one by one; more have one cause, and what was seen once is enough for them.
  private static let mostGroups = 60

  func confirmed(in lane: inout Lane) async throws -> [CheckID: [ConfirmedViolation]] {
    var result: [CheckID: [ConfirmedViolation]] = [:]
    let groups = lane.groups.values.sorted {
      ($0.key.check, $0.key.cause.joined(separator: "\0")) < ($1.key.check, $1.key.cause.joined(separator: "\0"))
    }
    for group in groups.prefix(Self.mostGroups) {
      guard let check = checks.first(where: { $0.id == group.key.check }) else { continue }
      let confirmed: ConfirmedViolation
      let role = check.role
      if let check = role.exchange, group.sighting.exchange.leftServiceDown {
        confirmed = try await ended(group, of: check, in: lane)
      } else if let check = role.exchange {
        confirmed = try await repeated(group, of: check, in: &lane)
      } else if let check = role.sequence {
        confirmed = try await repeated(group, of: check, in: &lane)
      } else {
        continue
      }
      result[group.key.check, default: []].append(confirmed)
    }
    return result.mapValues { merged($0, in: lane) }
  }

  private func merged(_ all: [ConfirmedViolation], in lane: Lane) -> [ConfirmedViolation] {
    let stable = all.filter(\.isStable)
    guard let lightest = stable.min(by: { $0.group.sighting.exchange.weight < $1.group.sighting.exchange.weight }),
      let check = checks.first(where: { $0.id == lightest.group.key.check })?.role.exchange,
      let cause = check.commonCause(
        of: stable.count, examined: lane.examined(by: check.id), lightest: lightest.group.sighting)
    else { return all }
    let group = lightest.group.standing(for: stable.map(\.group), as: cause)
    return [ConfirmedViolation(group: group, isStable: true, repetition: lightest.repetition)] + all.filter { !$0.isStable }
  }

  private func repeated(_ group: ViolationGroup, of check: any ExchangeCheck, in lane: inout Lane) async throws -> ConfirmedViolation {
    var group = group
    for _ in 0..<Self.repetitions {
      guard let again = try await sighting(of: group.key, group.sighting.exchange.trial, check, in: &lane) else { continue }
      if again.exchange.response != nil { try await shrink(&group, of: check, in: &lane) }
      return ConfirmedViolation(group: group, isStable: true, repetition: again.exchange)
    }
    return ConfirmedViolation(group: group, isStable: false, repetition: nil)
  }

  /// The call that ended the service, on an instance of its own, where no other call can be the reason.
  private func ended(_ group: ViolationGroup, of check: any ExchangeCheck, in lane: Lane) async throws -> ConfirmedViolation {
    do {
      let again = try await instances.withOne { session in
        var alone = lane
        alone.move(to: session)
        return try await sighting(of: group.key, group.sighting.exchange.trial, check, in: &alone)
      }
      return ConfirmedViolation(group: group, isStable: again != nil, repetition: again?.exchange)
    } catch is any Obstacle {
      return ConfirmedViolation(group: group, isStable: false, repetition: nil)
    }
  }

  private func repeated(_ group: ViolationGroup, of check: any SequenceCheck, in lane: inout Lane) async throws -> ConfirmedViolation {
    for _ in 0..<Self.repetitions {
      do {
        let examination = try await lane.surviving { try await check.examine($0.operation, in: &$0) }
        guard case .examined(let sightings) = examination else { continue }
        guard let again = sightings.first(where: { $0.violation.cause == group.key.cause }) else { continue }
        return ConfirmedViolation(group: group, isStable: true, repetition: again.exchange)
      } catch is any Obstacle {
        continue
      }
    }
    return ConfirmedViolation(group: group, isStable: false, repetition: nil)
  }

  /// The same cause once more, on new objects.
  private func sighting(
    of key: ViolationGroup.Key, _ trial: Trial, _ check: any ExchangeCheck, in lane: inout Lane
  ) async throws -> Sighting? {
    do {
      let draft = trial.draft.rebound(to: try await lane.freshObjects())
      let exchange = try await lane.session.send(trial.with(draft))
      guard let violations = try check.violations(in: exchange, base: lane.base, model: lane.model) else { return nil }
      return violations.first { $0.cause == key.cause }.map { Sighting(violation: $0, exchange: exchange) }
    } catch is any Obstacle {
      return nil
    }
  }

  /// Takes the smallest request that still shows the cause.
  private func shrink(_ group: inout ViolationGroup, of check: any ExchangeCheck, in lane: inout Lane) async throws {
    var left = Self.mostShrinks
    var goesOn = true
    while goesOn, left > 0 {
      goesOn = false
      for candidate in try TrialShrinker(model: lane.model).candidates(for: group.sighting.exchange.trial) {
        guard left > 0 else { return }
        left -= 1
        guard let smaller = try await sighting(of: group.key, candidate, check, in: &lane),
          smaller.exchange.weight < group.sighting.exchange.weight
        else { continue }
        group.replaceReproducer(smaller)
        goesOn = true
        break
      }
    }
  }
}
