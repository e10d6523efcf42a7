import Foundation
import OpenAPI
import Testing

/// Bytes of documents changed at random, from fixed seeds: whatever comes out, reading ends, and an error has its line.
@Suite struct MutatedDocumentTests {
  /// SplitMix64.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let telling: [UInt8] = Array("{}[]&*!|>'\"%@`#-?:, \n\t~$/\0".utf8) + [0xFF, 0xC3, 0x80, 0xEF]

  private static func mutate(_ original: [UInt8], _ generator: inout Generator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      guard !bytes.isEmpty else { break }
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[place] = telling[Int.random(in: 0..<telling.count, using: &generator)]
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 2: bytes.insert(telling[Int.random(in: 0..<telling.count, using: &generator)], at: place)
      case 3: bytes.remove(at: place)
      case 4: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator)))
      default:
        let end = min(bytes.count, place + Int.random(in: 1...200, using: &generator))
        bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &generator))
      }
    }
    return bytes
  }

  private static let contract = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "contracts/openapi.yaml")

  @Test("mutations of the reference service's contract", arguments: [5, 6, 7, 8])
  func contractMutations(seed: UInt64) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.contract))
    var generator = Generator(state: seed)
    for _ in 0..<60 {
      do throws(DocumentError) {
        _ = try OpenAPIDocument(Self.mutate(bytes, &generator), path: "openapi.yaml").brokenReferences()
      } catch {
        #expect(error.line > 0 && !error.message.isEmpty, "\(error)")
      }
    }
  }

  @Test("a thousand mutations each of a 3.1 document and one of Swagger 2.0, as YAML and as JSON", arguments: [1, 2, 3, 4])
  func mutations(seed: UInt64) throws {
    let text = seed % 2 == 0 ? SwaggerConversionTests.text : Samples.sessions
    var bytes = Array(text.utf8)
    let isJSON = seed > 2
    // JSON with a line for each value, so that lines mean something.
    if isJSON { bytes = Array(try DocumentSource(bytes, path: "d.yaml").root.serialized().replacing(",\"", with: ",\n\"").utf8) }
    var generator = Generator(state: seed)
    var (read, refused) = (0, 0)
    for _ in 0..<1000 {
      let mutated = Self.mutate(bytes, &generator)
      do throws(DocumentError) {
        let document = try OpenAPIDocument(mutated, path: isJSON ? "d.json" : "d.yaml")
        _ = document.brokenReferences()
        read += 1
      } catch {
        #expect(error.line > 0 && !error.message.isEmpty, "\(error)")
        refused += 1
      }
    }
    #expect(read > 20 && refused > 100, "read \(read), refused \(refused)")
  }
}
