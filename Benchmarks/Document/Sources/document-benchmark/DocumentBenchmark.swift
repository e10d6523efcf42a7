import Foundation
import JSONDocument
import OpenAPI

/// Loads a document again and again, and prints what the best round took, in milliseconds of the processor's time.
///
///     document-benchmark read FILE       the text as a tree with places
///     document-benchmark load FILE       the same, with references followed and the operations read
///     document-benchmark compile FILE    the same, with every schema of the operations compiled
@main
struct DocumentBenchmark {
  private static let rounds = 7

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { stop("usage: document-benchmark read|load|compile FILE") }
    let path = arguments[2]
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    switch arguments[1] {
    case "read": report(try best { try DocumentSource(bytes, path: path).root.object?.count ?? 0 })
    case "load": report(try best { try OpenAPIDocument(bytes, path: path).operations.count })
    case "compile":
      report(
        try best {
          let document = try OpenAPIDocument(bytes, path: path)
          let compiled = document.schemas(at: schemas(of: document))
          for (pointer, result) in compiled {
            if case .failure(let error) = result { stop("\(pointer): \(error)") }
          }
          return compiled.count
        })
    default: stop("\(arguments[1]) is none of read, load and compile")
    }
  }

  private static func schemas(of document: OpenAPIDocument) -> [JSONPointer] {
    document.operations.flatMap { operation in
      operation.parameters.compactMap(\.schema) + (operation.requestBody?.content ?? []).compactMap(\.schema)
        + operation.responses.flatMap { $0.content.compactMap(\.schema) + $0.headers.compactMap(\.schema) }
    }
  }

  private static func best(_ round: () throws -> Int) throws -> Double {
    var best = Double.infinity
    for _ in 0..<rounds {
      let start = processorTime()
      guard try round() > 0 else { stop("the document is empty") }
      best = min(best, processorTime() - start)
    }
    return best
  }

  private static func report(_ milliseconds: Double) { print(String(format: "%.2f", milliseconds)) }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  private static func stop(_ message: String) -> Never {
    FileHandle.standardError.write(Data("error: \(message)\n".utf8))
    exit(2)
  }
}
