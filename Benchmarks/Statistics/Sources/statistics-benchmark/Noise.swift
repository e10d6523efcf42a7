import Foundation
import PerfStatistics

/// Noise of a series with deviation 1, as measurements have it.
enum Noise: String, CaseIterable {
  case normal = "normal"
  case heavy = "t, 3 degrees"
  case drifting = "drift"
  case autocorrelated = "AR(1), 0.4"

  func series(_ count: Int, _ generator: inout SeededGenerator) -> [Double] {
    let plain = (0..<count).map { _ in Normal.draw(using: &generator) }
    switch self {
    case .normal: return plain
    case .heavy:
      return plain.map { value in
        let square = (0..<3).reduce(0.0) { sum, _ in
          let draw = Normal.draw(using: &generator)
          return sum + draw * draw
        }
        // Student's t with 3 degrees of freedom has the variance 3.
        return value / (square / 3).squareRoot() / 3.0.squareRoot()
      }
    case .drifting:
      let slope = Bool.random(using: &generator) ? 1.0 : -1.0
      return plain.enumerated().map { index, value in value * 0.8 + slope * (2 * Double(index) / Double(max(count - 1, 1)) - 1) }
    case .autocorrelated:
      var before = plain.first ?? 0
      return plain.enumerated().map { index, value in
        if index > 0 { before = 0.4 * before + 0.84.squareRoot() * value }
        return before
      }
    }
  }
}
