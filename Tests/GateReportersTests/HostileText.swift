/// Texts that try to end what they stand in, or to be taken for something else.
enum HostileText {
  static let all: [String] = [
    "]]>", "]]>]]&gt;<![CDATA[", "</failure></testcase><testcase name=\"forged\"/>", "\" onload=\"x", "<!DOCTYPE a><a/>",
    "&lol; &#0; &#xD800;",
    "::error::forged", "\n::error file=a::forged", "\r\n::stop-commands::x", "  ::add-mask::a", "##[error]forged", "x ##vso[task.complete]",
    "##teamcity[testFailed]", "%0A::error::forged", "%25%0D%0A", "a,b:c;d=e", "\u{0}\u{1}\u{8}\u{B}\u{C}\u{1F}\u{7F}\u{9B}31m",
    "\u{1B}[2J\u{1B}]0;title\u{7}", "\u{FFFE}\u{FFFF}\u{FFFD}", "\\ud800 \\udfff \\u0000",
    "\u{202E}txt.exe\u{202C} \u{200F}\u{2066}x\u{2069}",
    "| a | b |\n|---|---|\n# heading", "[link](http://x) ![i](//x) <img src=x onerror=y> `code` **b** _i_ @team #12", "\\| \\\\| \\",
    "{0} {{x}} [text](1)", "line one\nline two\r\nthree\rfour\u{2028}five\u{85}six", "é e\u{301} 🎉 \u{10FFFF}", " ", "",
    String(decoding: [0xED, 0xA0, 0x80, 0xFF, 0xC3, 0x28] as [UInt8], as: UTF8.self),
  ]

  /// Ten million bytes with everything in them.
  static var huge: String {
    let unit = "\u{1}]]>::error::##[x]%0A|`<&\u{202E}\u{FFFF}é\n"
    return String(repeating: unit, count: 10_000_000 / unit.utf8.count + 1)
  }
}
