/// What a number was measured on. A baseline of another machine is compared only through the control workload.
public struct MachineFingerprint: Sendable, Hashable {
  /// For example `Intel(R) Xeon(R) CPU @ 2.80GHz`; `unknown` where the machine does not say.
  public var processor: String
  public var cores: Int
  public var memoryMebibytes: Int
  /// For example `6.1.0-18-amd64`.
  public var kernel: String

  public init(processor: String, cores: Int, memoryMebibytes: Int, kernel: String) {
    self.processor = processor
    self.cores = cores
    self.memoryMebibytes = memoryMebibytes
    self.kernel = kernel
  }

  /// Reads what Linux shows in `/proc/cpuinfo`, `/proc/meminfo` and `/proc/sys/kernel/osrelease`.
  public init(cpuinfo: String, meminfo: String, osrelease: String) {
    let processors = Self.values(of: "processor", in: cpuinfo).count
    processor = Self.values(of: "model name", in: cpuinfo).first ?? "unknown"
    cores = max(processors, 1)
    let kibibytes = Self.values(of: "MemTotal", in: meminfo).first?.split(separator: " ").first.flatMap { Int($0) } ?? 0
    memoryMebibytes = kibibytes / 1024
    kernel = osrelease.split(whereSeparator: \.isNewline).first.map(String.init) ?? "unknown"
  }

  private static func values(of key: String, in text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let name = line[..<colon].split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard name == key else { return nil }
      return line[line.index(after: colon)...].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }
}
