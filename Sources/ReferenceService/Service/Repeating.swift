import Logging

/// Works every so often until the task is cancelled. A store that is away is tried again later, and told about once.
func repeating(every interval: Duration, _ failure: String, logger: Logger, _ work: () async throws -> Void) async {
  var isFailing = false
  while !Task.isCancelled {
    do {
      try await Task.sleep(for: interval)
      try await work()
      isFailing = false
    } catch {
      if Task.isCancelled { return }
      if !isFailing { logger.warning("\(failure)", metadata: ["error": "\(LogRedaction.bounded(error))"]) }
      isFailing = true
    }
  }
}
