import Foundation
import GateEngine
import GateModel
import GateReporters

/// Shows a run on standard output while it goes on.
actor ProgressSink: EventSink {
  private var progress: LiveProgress

  init() {
    let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 100
    progress = LiveProgress(output: Console.isInteractive ? .terminal(columns: columns, colour: Console.hasColour) : .lines)
  }

  func record(_ event: RecordedEvent) { Console.write(progress.take(event)) }
}
