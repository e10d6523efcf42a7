import GateKit

/// Finds the baseline of a workload among the repository's files.
public struct BaselineStore: Sendable {
  private let files: any FileTree

  public init(files: any FileTree) { self.files = files }

  /// - Throws: ``BaselineError`` where there is none, or none that fits.
  public func baseline(for workload: Workload) throws(BaselineError) -> PerfBaseline {
    let path = PerfBaseline.path(of: workload.name)
    guard files.exists(path) else { throw .missing(path: path, workload: workload.name) }
    let text: String
    do {
      text = try files.text(path)
    } catch {
      throw .corrupt(path: path, line: nil, problem: "\(error)", workload: workload.name)
    }
    let baseline = try BaselineFile.decode(text, path: path, workload: workload.name)
    let problem: String? =
      if baseline.workload != workload.name {
        "it holds the numbers of workload '\(baseline.workload)'"
      } else if baseline.control != workload.control ?? "" {
        "its control workload is '\(baseline.control)', the file's is '\(workload.control ?? "")'"
      } else if baseline.workloadDigest != workload.digest {
        "the workload or its control was changed since it was measured (digest \(baseline.workloadDigest), now \(workload.digest))"
      } else {
        nil
      }
    if let problem { throw .otherWorkload(path: path, problem: problem, workload: workload.name) }
    return baseline
  }
}
