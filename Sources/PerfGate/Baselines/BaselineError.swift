import GateModel

/// Why a baseline cannot be compared with: what is wrong, in which file, what to do.
public enum BaselineError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no file.
  case missing(path: String, workload: String)
  /// The file is no baseline.
  case corrupt(path: String, line: Int?, problem: String, workload: String)
  /// The file belongs to another workload, or to another version of this one.
  case otherWorkload(path: String, problem: String, workload: String)
  /// The numbers that were just measured cannot become a baseline.
  case unacceptable(workload: String, problem: String, remedy: String)

  public var path: String? {
    switch self {
    case .missing(let path, _), .corrupt(let path, _, _, _), .otherWorkload(let path, _, _): path
    case .unacceptable: nil
    }
  }

  public var problem: String {
    switch self {
    case .missing(let path, let workload): "workload '\(workload)' has no baseline '\(path)'"
    case .corrupt(let path, let line, let problem, _): "'\(path)'\(line.map { " line \($0)" } ?? "") is no baseline: \(problem)"
    case .otherWorkload(let path, let problem, _): "'\(path)' does not fit the workload: \(problem)"
    case .unacceptable(let workload, let problem, _): "workload '\(workload)' cannot be accepted: \(problem)"
    }
  }

  public var remedy: String {
    switch self {
    case .missing(_, let workload), .corrupt(_, _, _, let workload), .otherWorkload(_, _, let workload):
      "Measure it again on a quiet machine and accept the numbers: gatehouse perf accept --workload \(workload) --reason TEXT"
    case .unacceptable(_, _, let remedy): remedy
    }
  }

  public var description: String { "\(problem). \(remedy)" }
}
