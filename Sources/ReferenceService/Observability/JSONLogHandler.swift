import Logging

/// A swift-log handler that writes one JSON object a line, with secrets taken out.
public struct JSONLogHandler: LogHandler {
  private let label: String
  private let sink: any LogSink
  private let clock: any ServiceClock
  public var logLevel: Logger.Level
  public var metadata: Logger.Metadata = [:]
  public var metadataProvider: Logger.MetadataProvider?

  public init(label: String, sink: any LogSink, clock: any ServiceClock, level: Logger.Level = .info) {
    self.label = label
    self.sink = sink
    self.clock = clock
    logLevel = level
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) {
    var fields = metadata
    if let more = event.metadata { fields.merge(more) { _, new in new } }
    var line: [String: String] = [:]
    for (key, value) in fields { line[key] = LogRedaction.redact(key: key, value: "\(value)") }
    line["ts"] = clock.now().rfc3339
    line["level"] = event.level.rawValue
    line["logger"] = label
    line["message"] = LogRedaction.redact(key: "message", value: "\(event.message)")
    guard let bytes = try? JSONBytes.encode(line) else { return }
    sink.write(String(decoding: bytes, as: UTF8.self))
  }
}
