import JSONDocument

/// Puts the parser's events together. It keeps its own stack, so that deep input can't exhaust the thread's.
struct YAMLComposer<Output: YAMLOutput> {
  /// An open sequence or mapping.
  private struct Frame {
    let isMapping: Bool
    let anchor: String?
    let place: YAMLPlace
    var items: [Output] = []
    var keys = YAMLKeys()
    var members: [YAMLMember<Output>] = []
    /// The key whose value comes next.
    var key: (text: String, isPlain: Bool, place: YAMLPlace)?
    var merged: [(value: Output, place: YAMLPlace)] = []
    /// Values inside, itself included.
    var size = 1
    /// Levels of containers, itself included.
    var height = 1
  }

  private struct Anchored {
    let value: Output
    let size: Int
    let height: Int
  }

  private let events: YAMLEvents
  private let limits: YAMLLimits
  private var stack: [Frame] = []
  private var anchors: [UTF8Key: Anchored] = [:]
  private var left: Int

  init(events: YAMLEvents, limits: YAMLLimits) {
    (self.events, self.limits) = (events, limits)
    left = limits.values
  }

  /// The only document of the text; nil when there is none.
  mutating func document() throws(YAMLError) -> Output? {
    guard case .documentStart = try events.next().event else { return nil }
    let root = try value()
    let (event, place) = try events.next()
    guard case .streamEnd = event else { throw YAMLError(.secondDocument, at: place) }
    return root
  }

  private mutating func value() throws(YAMLError) -> Output? {
    while true {
      let (event, place) = try events.next()
      var finished: Anchored?
      switch event {
      case .scalar(let text, let isPlain, let anchor):
        if !stack.isEmpty, stack[stack.count - 1].isMapping, stack[stack.count - 1].key == nil {
          try open(key: text, isPlain: isPlain, at: place)
          if let anchor { anchors[UTF8Key(anchor)] = Anchored(value: .scalar(text, isPlain: isPlain, at: place), size: 1, height: 0) }
          continue
        }
        let scalar = Anchored(value: .scalar(text, isPlain: isPlain, at: place), size: 1, height: 0)
        try spend(1, at: place)
        if let anchor { anchors[UTF8Key(anchor)] = scalar }
        finished = scalar
      case .alias(let name): finished = try anchored(name, at: place)
      case .sequenceStart(let anchor): try begin(Frame(isMapping: false, anchor: anchor, place: place))
      case .mappingStart(let anchor): try begin(Frame(isMapping: true, anchor: anchor, place: place))
      case .sequenceEnd, .mappingEnd: finished = try end()
      case .documentStart, .streamEnd: return nil
      }
      guard let finished else { continue }
      guard !stack.isEmpty else { return finished.value }
      try attach(finished)
    }
  }

  private mutating func spend(_ count: Int, at place: YAMLPlace) throws(YAMLError) {
    left -= count
    guard left >= 0 else { throw YAMLError(.tooManyValues(limit: limits.values), at: place) }
  }

  private mutating func begin(_ frame: Frame) throws(YAMLError) {
    guard stack.count < limits.depth else { throw YAMLError(.tooDeep(limit: limits.depth), at: frame.place) }
    if let top = stack.last, top.isMapping, top.key == nil { throw YAMLError(.keyIsNotText, at: frame.place) }
    try spend(1, at: frame.place)
    stack.append(frame)
  }

  private mutating func end() throws(YAMLError) -> Anchored {
    var frame = stack.removeLast()
    for merge in frame.merged { try apply(merge.value, at: merge.place, to: &frame) }
    let value: Output = frame.isMapping ? .mapping(frame.members, at: frame.place) : .sequence(frame.items, at: frame.place)
    let result = Anchored(value: value, size: frame.size, height: frame.height)
    if let anchor = frame.anchor { anchors[UTF8Key(anchor)] = result }
    return result
  }

  private mutating func anchored(_ name: String, at place: YAMLPlace) throws(YAMLError) -> Anchored? {
    guard let found = anchors[UTF8Key(name)] else {
      let isOpen = stack.contains { $0.anchor?.hasSameUTF8(as: name) == true }
      throw YAMLError(isOpen ? .anchorInsideItself(name) : .unknownAnchor(name), at: place)
    }
    if let top = stack.last, top.isMapping, top.key == nil { throw YAMLError(.keyIsNotText, at: place) }
    guard stack.count + found.height <= limits.depth else { throw YAMLError(.tooDeep(limit: limits.depth), at: place) }
    try spend(found.size, at: place)
    return found
  }

  private mutating func open(key text: String, isPlain: Bool, at place: YAMLPlace) throws(YAMLError) {
    let top = stack.count - 1
    stack[top].key = (text, isPlain, place)
    if isPlain, text == "<<" { return }
    if let line = stack[top].keys.insert(text, line: place.line) {
      throw YAMLError(.duplicateKey(text, firstLine: line), at: place)
    }
  }

  private mutating func attach(_ item: Anchored) throws(YAMLError) {
    let top = stack.count - 1
    stack[top].size += item.size
    stack[top].height = max(stack[top].height, item.height + 1)
    guard stack[top].isMapping else {
      stack[top].items.append(item.value)
      return
    }
    guard let key = stack[top].key else { return }
    stack[top].key = nil
    if key.isPlain, key.text == "<<" {
      stack[top].merged.append((item.value, key.place))
    } else {
      stack[top].members.append(YAMLMember(key: key.text, place: key.place, value: item.value))
    }
  }

  /// Adds the members that the mapping doesn't have itself; what is merged first wins.
  private func apply(_ value: Output, at place: YAMLPlace, to frame: inout Frame) throws(YAMLError) {
    let sources = value.items ?? [value]
    for source in sources {
      guard let members = source.members else { throw YAMLError(.mergeOfNoMapping, at: place) }
      for member in members where frame.keys.insert(member.key, line: member.place.line) == nil { frame.members.append(member) }
    }
  }
}
