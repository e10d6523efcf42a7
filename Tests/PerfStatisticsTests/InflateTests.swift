import Foundation
import Testing

@testable import PerfStatistics

@Suite("Inflate")
struct InflateTests {
  private static let fixed = "eNrLSM3JyVfIQCe5AHC+CLs="
  private static let dynamic = """
    eNrt0wmuskgUhmEoEA7IWKKCghTFIJOCJSgyuf9d/beTP91r6OR+JyfvCh6O+2c8j5AgiBtJBkXdarpp4d3+4J78C6FJlpe3hnXvz/xFG9gatnM8X2ha1G03\
    zJwImuV4Ac2qpvusAuj46EfXmr0XBIZzIlnNhnWzxW6Y1s+RB/MQJNVzRIrtkrwdOLB++vggdXdObq8v2Ke47r+Az+l9QNqBlN0KOLiyWbb9K1tgdym67/ZA\
    bx/R8vOO09yknZU9vU+yE90n2NNmVo4J++qn/CVicp9VN+sFTJpFO5cfOGa9uIsZsqOWs8jfjx4Ix09xn73BKyctaDgc95JbzgZh4iEf9ZCJx2I2aQ/nO+9c\
    J4P2it+Kbs05+WwlH52+tmGnXJ4QMNl/yD6TAwaXTiUvjQ5GOuH8u6+F0wPCl55MuxJ5DyCDlXNu+1O7QKfnNlkODUTjrt6EA642lwHXEhmdO9DlyLQr77/x\
    DeLV68xKoovXWTUknD84rVZs6Hp+Ow+jghSFs/d2mHlTcylBZPVH97V/4ta8aZVawFVKxVigKOIJ9+/xEaJCLKbSFQq10m5mi5/7lzv6K0GJlKs3kzlvbw5R\
    CpXxcN7nlW4KrXUGn0ugtjpvoVJldt4aww2/ff6qseNC4e6MRKrxcNlUeAg39W6MoDksyfZ5QoU9EGhdLrd++vBQuZsS/RXC4yTU+2+Op9QYqPYiancBFsjM\
    lx++zAJ4XpQu3L6o/kmsOXe42hVbX+mpMV0d/n6GnppzcRRZqI/5QWTEmEtX6mPMNYE2lR68s734jDF6RBbXkr8f2YjFO7HPjvApz9rSECz0mavOd4LFV37S\
    vyw5KnND9zDdI0ee7nSvzG3ialyX+5b4udHD9tsVlx0s7Orb8syuAYa1K8lBQ8M9PWP49nV8suH7uiXnnYo+j5y4FnBD+1NbQeOzSoKDCfz4rNPQxdvNOrA6\
    IyfHALS8WX2N/CPWQVg/XVNlNPAcSwORm4eurYuUXs5Hxza2sEHf+fPuWHMr8yyh5OKf3MN+hy1T17aqArK0EQUBIZ7n/tuv/1//v/5//f/6//X/6///4P8P\
    yPFepA==
    """
  private static let compressedHistogram = """
    HISTFAAAAeV4nJWST0hUURTG53wyPIbhMQzDIGKDiEQMgwwSg0SESMQgIUNEjCEiEhEhLYaIEBcR2iIiIiTChbiICBfR0qXLli1bta5N2K6Wnnfve/e++8+Z\
    /PH9znfOezAqc2F3r1YoRL8L8mcsHb9Y8b/uSmHhj7wQSqhiAtNooo0rWEQXt9DHBh5ggKd4hpeEN4T3hEPCJ8IXwjHhhPCV8I3wnfCD8JNwSvhL2CM8J7wg\
    vCK8JrwlvCPsEw4IHwgfCUeEz4Qdwl2sYg3r/EH3cJ8/7CE28YgZ4DGe8AdvYZt/kQXBInMdNzhdwRJzk1lmevxWD7fZd9h9pokWMyuS0E6ZS7mc0uHMszvs\
    ef7TkyRcTbnG7zYwxZGeUkyLSM+INiOScVFFckkkczN1U7SWmC3UmLpKZs248rhyngllGUnSJtU2qZJZ01CWaYhZQyyopFP3Sq5V1J65YvVq7lq1LGNazzw1\
    Y2rLmM6oqv9sRh0Rf+mTlDzT7j7Knl62bDadsM1Wtm6x50lsNdtmi51mWs84t5dRtIici32Ngi3ybNpmczeZ0Ba2O/PN7KGLj9K5l5LTzOm32XwX+5n+xhLG\
    UnRzN3cfdh+V4oj34tDutvPn/znU3C30JPSO/STcRrN/03NYM/sZqpphSw==
    """

  /// Made by Python's zlib.compress of `bytes(...)`, at level 9: a fixed and a dynamic block.
  @Test(
    "reads what zlib compressed",
    arguments: [
      (Self.fixed, Array("hello hello hello hello\n".utf8)),
      (Self.dynamic, (0..<3_000).map { UInt8(truncatingIfNeeded: ($0 &* $0) >> 5 & 0x3f) }),
    ])
  func reads(text: String, expected: [UInt8]) throws {
    let container = try #require(Data(base64Encoded: text).map(Array.init))
    #expect(try StoredZlib.unwrap(container) == expected)
  }

  @Test("damaged data are an error or other bytes, never a crash, and never more than the limit")
  func damaged() throws {
    let container = try #require(Data(base64Encoded: Self.dynamic).map(Array.init))
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<500 {
      var changed = container
      for _ in 0..<2 { changed[Int.random(in: 2..<changed.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator) }
      if let read = try? Inflate.decode(changed, from: 2, limit: 4_000) { #expect(read.output.count <= 4_000) }
    }
    for length in 0..<container.count {
      #expect(throws: HistogramError.self) { try StoredZlib.unwrap(Array(container.prefix(length))) }
    }
    #expect(throws: HistogramError.self) { try StoredZlib.unwrap(container, limit: 2_999) }
    #expect(throws: HistogramError.self) { try StoredZlib.unwrap(container + [0]) }
  }

  @Test("reads a histogram that hdrh for Python compressed")
  func histogram() throws {
    let histogram = try LatencyHistogram(encodedText: Self.compressedHistogram)
    #expect(histogram.count == 1_000)
    #expect(histogram.layout == .latency)
    #expect(histogram.quantile(0.5) == 253362175)
    #expect(histogram.quantile(0.99) == 993001471)
  }
}
