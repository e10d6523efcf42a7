internal import CYaml

/// The events of libyaml's parser over a text that outlives it.
///
/// It owns a C structure that points into itself, and so is a class: the structure must neither move nor be copied.
final class YAMLEvents {
  enum Event {
    case scalar(String, isPlain: Bool, anchor: String?)
    case sequenceStart(anchor: String?)
    case sequenceEnd
    case mappingStart(anchor: String?)
    case mappingEnd
    case alias(String)
    case documentStart
    case streamEnd
  }

  private let text: UnsafeBufferPointer<UInt8>
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  init(_ text: UnsafeBufferPointer<UInt8>) throws(YAMLError) {
    self.text = text
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else { throw YAMLError(.outOfMemory, at: YAMLPlace(line: 0, column: 0)) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event that says something, with the place where it begins.
  func next() throws(YAMLError) -> (event: Event, place: YAMLPlace) {
    while true {
      var raw = yaml_event_t()
      guard yaml_parser_parse(parser, &raw) == 1 else { throw failure() }
      defer { yaml_event_delete(&raw) }
      guard let event = Self.event(raw) else { continue }
      return (event, Self.place(raw.start_mark))
    }
  }

  private static func event(_ raw: yaml_event_t) -> Event? {
    switch raw.type {
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE && (scalar.tag == nil || !Self.isText(scalar.tag))
      let value = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return .scalar(value, isPlain: isPlain, anchor: name(scalar.anchor))
    case YAML_SEQUENCE_START_EVENT: return .sequenceStart(anchor: name(raw.data.sequence_start.anchor))
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT: return .mappingStart(anchor: name(raw.data.mapping_start.anchor))
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_ALIAS_EVENT: return .alias(name(raw.data.alias.anchor) ?? "")
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    // No event comes after the end of the stream; asked again, the parser says nothing.
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .streamEnd
    default: return nil
    }
  }

  private static func name(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? { text.map { String(cString: $0) } }

  /// Whether a tag makes a plain scalar text: `!!str` or `!`.
  private static func isText(_ tag: UnsafeMutablePointer<yaml_char_t>?) -> Bool {
    let tag = name(tag)
    return tag == "tag:yaml.org,2002:str" || tag == "!"
  }

  private static func place(_ mark: yaml_mark_t) -> YAMLPlace { YAMLPlace(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }

  private func failure() -> YAMLError {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "the parser gives no reason"
    switch state.error {
    case YAML_MEMORY_ERROR: return YAMLError(.outOfMemory, at: YAMLPlace(line: 0, column: 0))
    case YAML_READER_ERROR:
      let isEncoding = problem.contains("UTF-8") || problem.contains("octet") || problem.contains("Unicode")
      return YAMLError(isEncoding ? .notUTF8 : .syntax(problem), at: .at(state.problem_offset, in: text))
    default: return YAMLError(.syntax(problem), at: Self.place(state.problem_mark))
    }
  }
}
