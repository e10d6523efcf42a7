import GateKit
import GateModel
import OpenAPI

/// No answer about a failure names a file of the machine that the service runs on.
struct LeakedPathCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/leaked-path", title: "Path of a file in an answer",
    rationale: "It tells how the machine is laid out, and often that input became part of a file's name.",
    remedy: "Log the path, and answer with what the caller asked for by its own name")

  private let inspection = LeakInspection(PathPatterns.all)

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    // A path that begins as one of the document's does may be an address of the service.
    inspection.violations(in: exchange, model: model) { !model.topSegments.contains(PathPatterns.top(of: $0)) }
  }
}

/// Absolute paths with folders of systems and sources, in answers about failures only: elsewhere a path may be what was asked for.
enum PathPatterns {
  static let all = [unix, windows]

  private static let unix = LeakPattern(
    "the path of a file",
    [
      "/usr/", "/home/", "/var/", "/srv/", "/opt/", "/etc/", "/root/", "/tmp/", "/app/", "/workspace/", "/Users/", "/proc/", "/mnt/",
      "/build/",
    ],
    countsInSuccess: false
  ) { text, position in
    // After a scheme it is an address unless the scheme is that of files.
    guard text.isBoundary(before: position) || text.has("file://", at: position - 7) else { return nil }
    let end = text.end(from: position) { LeakText.isWord($0) || "/._-+@".utf8.contains($0) }
    let path = text.string(position..<end).trimmingEnd { $0 == "." || $0 == "-" || $0 == "/" }
    return isFile(path) ? path : nil
  }

  /// `C:\src\shop\orders.cs`.
  private static let windows = LeakPattern("the path of a file", [":\\"], countsInSuccess: false) { text, position in
    guard let drive = text.byte(position - 1), LeakText.isLetter(drive), text.isBoundary(before: position - 1) else { return nil }
    let end = text.end(from: position + 2) { LeakText.isWord($0) || "\\._-+@ ()".utf8.contains($0) }
    let path = text.string(position - 1..<end)
    let parts = path.split(separator: "\\")
    return parts.count >= 3 && parts.dropFirst().allSatisfy { !$0.hasPrefix(" ") } ? path : nil
  }

  /// Where every path is one of a file, whatever it ends in.
  private static let systemFolders = [
    "/etc/", "/usr/lib", "/usr/local/lib", "/usr/share/", "/proc/", "/var/lib/", "/var/log/", "/var/www/",
  ]
  private static let endings: Set<String> = [
    "py", "js", "mjs", "cjs", "ts", "rb", "php", "java", "kt", "go", "rs", "swift", "cs", "ex", "exs", "c", "cc", "cpp", "h", "so", "jar",
    "class", "sql", "db", "sqlite", "sqlite3", "json", "yaml", "yml", "xml", "conf", "cfg", "ini", "toml", "env", "log", "pem", "key",
    "crt",
    "sock", "tmp", "txt", "html", "erb", "jsp", "sh", "csv", "lock", "pid", "dat", "bin",
  ]

  private static func isFile(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard parts.count >= 2, let last = parts.last else { return false }
    if systemFolders.contains(where: path.hasPrefix) { return true }
    guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return false }
    return endings.contains(String(last[last.index(after: dot)...]))
  }

  static func top(of path: String) -> String { path.split(separator: "/").first.map(String.init) ?? "" }
}

extension String {
  fileprivate func trimmingEnd(while condition: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, condition(last) { text = text.dropLast() }
    return String(text)
  }
}
