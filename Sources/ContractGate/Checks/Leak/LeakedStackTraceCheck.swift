import GateKit
import GateModel
import OpenAPI

/// No answer shows the frames of a program's stack.
struct LeakedStackTraceCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/leaked-stack-trace", title: "Stack trace in an answer",
    rationale: "It tells an attacker which libraries and which code run, and where they fail.",
    remedy: "Log the trace, and answer with a message that was written for callers")

  private let inspection = LeakInspection(StackTracePatterns.all)

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    inspection.violations(in: exchange, model: model)
  }
}

/// Frames as the runtimes write them; no word by itself is enough.
enum StackTracePatterns {
  static let all = [python, java, node, go, ruby, php, phpMessage, dotNet, rust, swift, elixir]

  private static let python = LeakPattern(
    "a Python stack trace", ["Traceback (most recent call last)"], followedBy: ["File \"", "\", line "])

  /// `at com.example.Shop.create(Shop.java:48)`.
  private static let java = LeakPattern("a stack trace of the JVM", [".java:", ".kt:", ".scala:", ".groovy:"]) { text, position in
    let file = text.start(before: position) { LeakText.isWord($0) || $0 == 36 || $0 == 95 }
    guard file < position, text.byte(file - 1) == UInt8(ascii: "("), let colon = text.end(ofFileNameAt: position),
      let end = text.digits(at: colon), text.byte(end) == UInt8(ascii: ")")
    else { return nil }
    let method = text.start(before: file - 1) { LeakText.isWord($0) || "$._<>/@-".utf8.contains($0) }
    guard method < file - 1, text.string(method..<file).contains("."), text.has("at ", at: method - 3) else { return nil }
    return text.string(method..<end)
  }

  /// `at create (/app/index.js:10:15)`, `at /app/index.js:10:15`, `at Module._load (node:internal/modules/cjs/loader:1105:14)`.
  private static let node = LeakPattern("a stack trace of JavaScript", [".js:", ".ts:", ".mjs:", ".cjs:", "node:internal/"]) {
    text, position in
    let numbers: Int
    if text.has("node:", at: position) {
      let end = text.end(from: position + 5) { LeakText.isWord($0) || "/_-".utf8.contains($0) }
      guard text.byte(end) == UInt8(ascii: ":") else { return nil }
      numbers = end + 1
    } else {
      guard let end = text.end(ofFileNameAt: position) else { return nil }
      numbers = end
    }
    guard let line = text.digits(at: numbers), text.byte(line) == UInt8(ascii: ":"), let end = text.digits(at: line + 1) else { return nil }
    let file = text.start(before: position) { !LeakText.isBlank($0) && $0 != 10 && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "\"") }
    let start = text.byte(file - 1) == UInt8(ascii: "(") ? text.start(before: file - 2) { $0 != 10 && $0 != UInt8(ascii: "\"") } : file - 3
    let frame = text.string(max(0, start)..<end)
    let trimmed = frame.drop { $0 == " " || $0 == "\t" }
    return trimmed.hasPrefix("at ") ? String(trimmed) : nil
  }

  /// `goroutine 12 [running]:`.
  private static let go = LeakPattern("a Go stack trace", ["goroutine "]) { text, position in
    guard let number = text.digits(at: position + 10), text.has(" [", at: number) else { return nil }
    let end = text.end(from: number + 2, most: 60) { $0 != UInt8(ascii: "]") && $0 != 10 }
    return text.has("]:", at: end) ? text.string(position..<end) : nil
  }

  /// ``app/models/item.rb:12:in `create'``.
  private static let ruby = LeakPattern("a Ruby stack trace", [".rb:"]) { text, position in
    guard let end = text.digits(at: position + 4), text.has(":in `", at: end) || text.has(":in '", at: end) else { return nil }
    return text.string(text.start(before: position) { LeakText.isWord($0) || "/._-".utf8.contains($0) }..<end)
  }

  /// `#0 /var/www/index.php(12): create()`.
  private static let php = LeakPattern("a PHP stack trace", [".php("]) { text, position in
    guard let end = text.digits(at: position + 5), text.has("): ", at: end) else { return nil }
    let file = text.start(before: position) { !LeakText.isBlank($0) && $0 != 10 }
    let number = text.start(before: file - 1, most: 4, while: LeakText.isDigit)
    return number < file - 1 && text.byte(number - 1) == UInt8(ascii: "#") ? text.string(file..<end) : nil
  }

  /// `in /var/www/index.php on line 12`, also with PHP's own HTML around the parts.
  private static let phpMessage = LeakPattern("a PHP error message", [" on line "]) { text, position in
    let number = text.has("<b>", at: position + 9) ? position + 12 : position + 9
    guard text.digits(at: number) != nil else { return nil }
    let file = text.start(before: position) { $0 != 10 && !LeakText.isBlank($0) }
    let name = text.string(file..<position)
    guard name.hasSuffix(".php") || name.hasSuffix(".php</b>") else { return nil }
    return name
  }

  /// `at Shop.Orders.Create(Order o) in C:\src\Orders.cs:line 42`, or a frame of the framework without a file.
  private static let dotNet = LeakPattern("a .NET stack trace", [".cs:line ", "   at System.", "   at Microsoft."]) { text, position in
    if text.has(".cs:line ", at: position) {
      guard let end = text.digits(at: position + 9) else { return nil }
      return text.string(text.start(before: position) { $0 != 10 && !LeakText.isBlank($0) }..<end)
    }
    let end = text.end(from: position + 6) { LeakText.isWord($0) || "._`<>[],+".utf8.contains($0) }
    guard text.byte(end) == UInt8(ascii: "(") else { return nil }
    return text.string(position..<end)
  }

  private static let rust = LeakPattern("a Rust panic", ["' panicked at "], followedBy: [".rs:"], within: 400)

  private static let swift = LeakPattern("a Swift crash report", [".swift:"]) { text, position in
    guard let end = text.digits(at: position + 7), text.has(": Fatal error", at: end) else { return nil }
    return text.string(text.start(before: position) { $0 != 10 && !LeakText.isBlank($0) }..<end)
  }

  private static let elixir = LeakPattern("an Elixir stack trace", ["** ("], followedBy: ["Error) ", ".ex:", ": "], within: 800)
}

extension LeakText {
  /// Where what follows a needle such as `.java:` begins.
  fileprivate func end(ofFileNameAt position: Int) -> Int? {
    let end = end(from: position, most: 10) { $0 != UInt8(ascii: ":") }
    return byte(end) == UInt8(ascii: ":") ? end + 1 : nil
  }
}
