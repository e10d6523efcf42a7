import Foundation
import JSONDocument
import JSONSchema

/// Measures one thing for about a fifth of a second and prints the nanoseconds that one round took.
///
///     schema-benchmark validate SCHEMA INSTANCE
///     schema-benchmark parse TEXT
///     schema-benchmark compile SCHEMA
///
/// The files are read, and for `validate` also parsed and compiled, before the clock starts.
@main
struct SchemaBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    switch arguments.dropFirst().first {
    case "validate" where arguments.count == 4:
      let schema = try CompiledSchema(try JSONParser.parse(try bytes(arguments[2])))
      let instance = try JSONParser.parse(try bytes(arguments[3]))
      guard schema.accepts(instance), schema.validate(instance).isEmpty else { stop("the instance is not valid") }
      print(measure { schema.accepts(instance) })
    case "parse" where arguments.count == 3:
      let text = try bytes(arguments[2])
      print(measure { (try? JSONParser.parse(text)) != nil })
    case "compile" where arguments.count == 3:
      let schema = try JSONParser.parse(try bytes(arguments[2]))
      print(measure { (try? CompiledSchema(schema)) != nil })
    default: stop("usage: schema-benchmark validate SCHEMA INSTANCE | parse TEXT | compile SCHEMA")
    }
  }

  /// The mean over as many rounds as fit, after some that don't count. It is the processor's time, so that what else the machine
  /// does counts less.
  private static func measure(_ round: () -> Bool) -> Int {
    var rounds = 1
    while true {
      let start = processorTime()
      var held = true
      for _ in 0..<rounds { held = round() && held }
      let time = processorTime() - start
      guard held else { stop("a round failed") }
      if time > 200_000_000 { return time / rounds }
      rounds *= 2
    }
  }

  /// In nanoseconds.
  private static func processorTime() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  private static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

  private static func stop(_ message: String) -> Never {
    FileHandle.standardError.write(Data("error: \(message)\n".utf8))
    exit(2)
  }
}
