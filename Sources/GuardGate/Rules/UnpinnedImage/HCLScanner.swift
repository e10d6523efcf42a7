/// Finds images in HCL: Nomad jobs, Terraform, `docker-bake.hcl`.
///
/// Lines are read one by one with the blocks that they stand in; a variable counts with its default, a local with its
/// value.
struct HCLScanner {
  private var uses: [ImageUse] = []
  /// Header words of the open blocks.
  private var blocks: [[Substring]] = []
  private var values: [String: String] = [:]
  private var isComment = false

  static func scan(_ source: SourceText) -> [ImageUse] {
    var scanner = HCLScanner()
    // Values may stand below their use.
    for collects in [true, false] {
      scanner.blocks = []
      scanner.isComment = false
      for number in 1...source.lineCount where source.line(number).count < 4_000 {
        scanner.take(source.line(number).text, number, collects: collects)
      }
    }
    return scanner.uses
  }

  /// Machines that start from a disk image, which is no container.
  private static let machines = [
    "hcloud_", "digitalocean_", "linode_", "vultr_", "google_compute_", "openstack_", "scaleway_instance", "libvirt_", "proxmox_",
    "azurerm_linux_virtual", "azurerm_windows_virtual", "exoscale_", "upcloud_", "equinix_", "packet_", "lxd_", "incus_",
  ]

  private var resource: Substring { blocks.first { $0.first == "resource" || $0.first == "data" }?.dropFirst().first ?? "" }

  private mutating func take(_ line: String, _ number: Int, collects: Bool) {
    let code = uncommented(line)
    let text = code.trimmingPrefix { $0.isWhitespace }
    guard !text.isEmpty else { return }
    if collects { collect(text) } else { find(code, number) }
    track(code, text)
  }

  private mutating func uncommented(_ line: String) -> String {
    var result = ""
    var isText = false
    var previous: Character = " "
    var rest = line[...]
    while let character = rest.first {
      rest = rest.dropFirst()
      if isComment {
        if previous == "*", character == "/" { isComment = false }
        previous = character
        continue
      }
      if character == "\"", previous != "\\" { isText.toggle() }
      if !isText {
        if character == "#" || (character == "/" && rest.first == "/") { break }
        if character == "/", rest.first == "*" {
          isComment = true
          continue
        }
      }
      previous = character
      result.append(character)
    }
    return result
  }

  private mutating func track(_ code: String, _ text: Substring) {
    var isText = false
    var isFirst = true
    for character in code {
      if character == "\"" { isText.toggle() }
      if isText { continue }
      if character == "{" {
        let header = isFirst ? text.prefix { $0 != "{" }.split { $0 == " " || $0 == "\"" || $0 == "=" || $0 == "\t" } : []
        blocks.append(header)
        isFirst = false
      } else if character == "}", !blocks.isEmpty {
        blocks.removeLast()
      }
    }
    if blocks.count > 200 { blocks.removeFirst(blocks.count - 200) }
  }

  /// `default = "…"` of a variable, and members of `locals`.
  private mutating func collect(_ text: Substring) {
    guard let equals = text.firstIndex(of: "=") else { return }
    let key = text[..<equals].filter { !$0.isWhitespace }
    guard let literal = Self.literal(text[text.index(after: equals)...]) else { return }
    guard let block = blocks.last else { return }
    if block.first == "variable", key == "default", let name = block.dropFirst().first {
      values["var.\(name)"] = String(literal)
      values[String(name)] = String(literal)
    }
    if block.first == "locals" { values["local.\(key)"] = String(literal) }
  }

  private static func literal(_ text: Substring) -> Substring? {
    let value = text.trimmingPrefix { $0.isWhitespace }
    guard value.first == "\"", let end = value.dropFirst().firstIndex(of: "\"") else { return nil }
    return value[value.index(after: value.startIndex)..<end]
  }

  private mutating func find(_ code: String, _ number: Int) {
    var rest = code[...]
    while let range = rest.firstRange(of: "docker-image://") {
      let reference = rest[range.upperBound...].prefix { $0 != "\"" && !$0.isWhitespace }
      add(String(reference), String(reference), number, "contexts")
      rest = rest[range.upperBound...]
    }
    guard !Self.machines.contains(where: resource.hasPrefix) else { return }
    rest = code[...]
    while let found = Self.assignment(in: rest) {
      rest = found.rest
      let isImage = found.key == "image" || found.key.hasSuffix("_image") || found.key == "image_uri" || found.key == "container_image"
      let isDockerImage = resource == "docker_image" && found.key == "name" && blocks.count == 1
      guard isImage || isDockerImage || (found.key == "dockerfile-inline") else { continue }
      if let literal = Self.literal(found.rest) {
        if !literal.isEmpty, !literal.hasPrefix("ami-") { add(resolved(literal), String(literal), number, String(found.key)) }
      } else {
        let name = found.rest.trimmingPrefix { $0.isWhitespace }.prefix { $0.isLetter || $0.isNumber || "._-".contains($0) }
        if let value = values[String(name)] { add(resolved(value[...]), String(name), number, String(found.key)) }
      }
    }
  }

  /// The next `key =` or `"key":`.
  private static func assignment(in text: Substring) -> (key: Substring, rest: Substring)? {
    var index = text.startIndex
    while let sign = text[index...].firstIndex(where: { $0 == "=" || $0 == ":" }) {
      let before = text[..<sign].reversed().drop { $0.isWhitespace || $0 == "\"" }
      let name = before.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
      let after = text.index(after: sign)
      if !name.isEmpty { return (Substring(String(name.reversed())), text[after...]) }
      index = after
    }
    return nil
  }

  private func resolved(_ text: Substring) -> String {
    var result = String(text)
    guard result.has("${") else { return result }
    for (name, value) in values where result.contains("${\(name)}") { result = result.replacing("${\(name)}", with: value) }
    return result
  }

  private mutating func add(_ reference: String, _ written: String, _ number: Int, _ instruction: String) {
    // A value of another resource says nothing here.
    if reference.hasPrefix("${"), !reference.has(":"), !reference.has("/") { return }
    uses.append(ImageUse(reference: reference, written: written, line: number, column: 1, instruction: instruction))
  }
}
