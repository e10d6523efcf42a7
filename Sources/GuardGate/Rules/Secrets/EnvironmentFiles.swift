import LocatedYAML

/// Secrets that env files and Compose files set.
enum EnvironmentFiles {
  static func isEnvironmentFile(_ name: String) -> Bool {
    name == ".env" || name.hasPrefix(".env.") || name.hasSuffix(".env")
      || name.hasPrefix("env.") && !name.has(".ts") && !name.has(".js")
      || name.hasSuffix(".env.example") || name == ".envrc"
  }

  static func isTemplate(_ name: String) -> Bool {
    ["example", "sample", "template", "dist", "tmpl"].contains { name.contains($0) }
  }

  static func scan(_ source: SourceText, isTemplate: Bool) -> [SecretUse] {
    var found: [SecretUse] = []
    for number in 1...source.lineCount {
      let line = source.line(number)
      guard line.count < 4_000, line.contains(0x3D) else { continue }
      let text = line.text
      var rest = text.trimmingPrefix { $0.isWhitespace }
      guard rest.first != "#" else { continue }
      if rest.hasPrefix("export ") { rest = rest.dropFirst(7) }
      guard let equals = rest.firstIndex(of: "=") else { continue }
      let name = rest[..<equals].filter { !$0.isWhitespace }
      let value = unquoted(rest[rest.index(after: equals)...])
      if let use = judge(name, value, isTemplate: isTemplate, number, 1) {
        found.append(use)
      } else {
        found += SecretUse.inURLs(text, number: number)
      }
    }
    return found
  }

  static func compose(_ root: YAMLValue, offset: Int) -> [SecretUse] {
    var found: [SecretUse] = []
    for service in root["services"]?.entries ?? [] {
      guard let environment = service.value["environment"] else { continue }
      for entry in environment.entries {
        guard let value = entry.value.scalar else { continue }
        take(entry.key, value, entry.value.place, offset, into: &found)
      }
      for item in environment.list {
        guard let text = item.scalar, let equals = text.firstIndex(of: "=") else { continue }
        take(String(text[..<equals]), String(text[text.index(after: equals)...]), item.place, offset, into: &found)
      }
    }
    return found
  }

  /// `stringData` of a Secret, and `env` of containers.
  static func kubernetes(_ node: YAMLValue, offset: Int, depth: Int = 0) -> [SecretUse] {
    guard depth < 40 else { return [] }
    var found: [SecretUse] = []
    if node["kind"]?.scalar == "Secret" {
      for entry in node["stringData"]?.entries ?? [] {
        if let value = entry.value.scalar { take(entry.key, value, entry.value.place, offset, into: &found) }
      }
    }
    if let name = node["name"]?.scalar, let member = node["value"], let value = member.scalar {
      take(name, value, member.place, offset, into: &found)
    }
    for item in node.list { found += kubernetes(item, offset: offset, depth: depth + 1) }
    for entry in node.entries where entry.value.scalar == nil { found += kubernetes(entry.value, offset: offset, depth: depth + 1) }
    return found
  }

  private static func take(_ name: String, _ written: String, _ place: YAMLPlace, _ offset: Int, into found: inout [SecretUse]) {
    let value = Interpolation().resolve(written)
    if var use = judge(name, value, isTemplate: false, place.line + offset, place.column) {
      use.written = written
      if !found.contains(use) { found.append(use) }
      return
    }
    for var use in SecretUse.inURLs(value, number: place.line + offset) {
      use.column = place.column
      use.slack = 3
      if !found.contains(use) { found.append(use) }
    }
  }

  static func judge(_ name: String, _ value: String, isTemplate: Bool, _ line: Int, _ column: Int) -> SecretUse? {
    guard let reason = SecretName.holdsSecret(name) ? DefaultValue.reason(value, isTemplate: isTemplate) : nil else { return nil }
    return SecretUse(name: name, reason: reason, written: value, line: line, column: column)
  }

  private static func unquoted(_ text: Substring) -> String {
    var value = text.trimmingPrefix { $0.isWhitespace }
    if let quote = value.first, quote == "\"" || quote == "'" {
      value = value.dropFirst().prefix { $0 != quote }
    } else if let comment = value.firstRange(of: " #") {
      value = value[..<comment.lowerBound]
    }
    while let last = value.last, last.isWhitespace { value.removeLast() }
    return String(value)
  }
}
