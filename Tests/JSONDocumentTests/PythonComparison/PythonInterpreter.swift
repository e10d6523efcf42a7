import Foundation

/// Python's `json`, asked about many texts at once.
enum PythonInterpreter {
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// The canonical form of each text; nil for one that isn't JSON.
  static func canonicalForms(of texts: [[UInt8]]) throws -> [[UInt8]?] {
    let lines = texts.map { hexadecimal($0) }.joined(separator: "\n")
    return try run(comparison, input: lines).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
      line == "no" ? nil : bytes(line)
    }
  }

  /// Whether `json.loads` takes a text as it stands.
  static func accepts(_ text: String) throws -> Bool {
    try run("import json, sys\njson.loads(open(sys.argv[1]).read())\nprint('yes')", input: text).hasPrefix("yes")
  }

  /// Reads a text in hexadecimal from each line. Numbers keep their text, members their order and their duplicates.
  private static let comparison = """
    import json, sys

    class Number(str):
        pass

    class Members(list):
        pass

    def refuse(name):
        raise ValueError(name)

    def write(value):
        if value is None: return "null"
        if value is True: return "true"
        if value is False: return "false"
        if isinstance(value, Number): return str(value)
        if isinstance(value, str): return text(value)
        if isinstance(value, Members):
            members = sorted(value, key=lambda member: member[0].encode())
            return "{" + ",".join(text(key) + ":" + write(item) for key, item in members) + "}"
        return "[" + ",".join(write(item) for item in value) + "]"

    def text(value):
        return json.dumps(value, ensure_ascii=False)

    for line in open(sys.argv[1]).read().split("\\n"):
        try:
            decoded = bytes.fromhex(line).decode("utf-8")
            value = json.loads(decoded, parse_int=Number, parse_float=Number, parse_constant=refuse, object_pairs_hook=Members)
            print(write(value).encode("utf-8").hex())
        except ValueError:
            print("no")
    """

  private static func run(_ program: String, input: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gatehouse-\(UUID().uuidString).txt")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "/usr/bin/python3")
    process.arguments = ["-c", program, file.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func bytes(_ text: Substring) -> [UInt8] {
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
