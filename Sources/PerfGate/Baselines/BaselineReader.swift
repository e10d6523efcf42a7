import JSONDocument
import PerfStatistics

/// Reads the members of a baseline file and says which one is wrong.
struct BaselineReader {
  let root: JSONValue
  let path: String
  let workload: String

  func corrupt(_ problem: String) -> BaselineError { .corrupt(path: path, line: nil, problem: problem, workload: workload) }

  func text(_ key: String) throws(BaselineError) -> String {
    guard let text = root[key]?.string else { throw corrupt("'\(key)' is missing or no text") }
    return text
  }

  func count(_ key: String) throws(BaselineError) -> Int {
    guard let count = root[key]?.int, count >= 0 else { throw corrupt("'\(key)' is missing or no count") }
    return count
  }

  func seed() throws(BaselineError) -> UInt64 {
    guard let seed = root["seed"]?.number.flatMap({ UInt64($0.text) }) else { throw corrupt("'seed' is missing or no seed") }
    return seed
  }

  func machine() throws(BaselineError) -> MachineFingerprint {
    guard let machine = root["machine"], let processor = machine["processor"]?.string, let cores = machine["cores"]?.int,
      let memory = machine["memory_mebibytes"]?.int, let kernel = machine["kernel"]?.string
    else { throw corrupt("'machine' is missing or incomplete") }
    return MachineFingerprint(processor: processor, cores: cores, memoryMebibytes: memory, kernel: kernel)
  }

  func interval(_ key: String) throws(BaselineError) -> ConfidenceInterval {
    guard let object = root[key], let estimate = object["estimate"]?.double, let lower = object["lower"]?.double,
      let upper = object["upper"]?.double, let confidence = object["confidence"]?.double
    else { throw corrupt("'\(key)' is missing or no interval") }
    return ConfidenceInterval(estimate: estimate, lower: lower, upper: upper, confidence: confidence)
  }

  func histogram(_ key: String) throws(BaselineError) -> LatencyHistogram {
    guard let text = root[key]?["histogram"]?.string else { throw corrupt("'\(key)' has no histogram") }
    do {
      return try LatencyHistogram(encodedText: text)
    } catch {
      throw corrupt("'\(key)': \(error)")
    }
  }
}
