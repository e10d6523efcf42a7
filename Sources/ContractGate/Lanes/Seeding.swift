import OpenAPI

/// Makes one object of each kind by a plain valid call before the first operation is exercised, so that lists and searches have something
/// to show that is the same for any number of workers and for every shard.
struct Seeding {
  let session: ContractSession

  /// Kinds beyond these add nothing to what a list can show.
  private static let most = 40

  /// What can't be made is left out; its own operation says why.
  func run() async throws {
    for creator in creators.prefix(Self.most) {
      // Not the seed of the creator's own lane, or its texts would be the same.
      var preparer = Preparer(session, seed: ~session.seed(of: creator))
      do {
        _ = try await preparer.make(by: creator)
      } catch is ServiceDown {
        return
      } catch is any Obstacle {
        continue
      }
    }
  }

  private var creators: [Operation] {
    let resources = ResourceModel(session.model)
    return session.model.document.operations.filter { operation in
      guard operation.method == "POST", session.settings.filter.admits(operation) else { return false }
      return resources.collection(of: operation) != nil || !resources.readers(of: operation).isEmpty
    }
  }
}
