import Foundation
import HTTPTypes
import JSONDocument

/// What of an answer's body is kept for a replay.
public enum ReplayBody: Sendable, Equatable {
  case stored(String)
  case skippedEmpty
  case skippedNotJSON
  case skippedTooLarge
}

/// Decides what of an answer may be kept.
public protocol ReplayBodyMaking: Sendable {
  func body(of response: ServiceResponse) -> ReplayBody
}

/// Keeps valid JSON of a bounded size, without its secrets, and nothing else.
public struct SanitizedReplayBody: ReplayBodyMaking {
  /// The most bytes of a body that is kept.
  public static let limit = 64 * 1_024

  public init() {}

  public func body(of response: ServiceResponse) -> ReplayBody {
    guard !response.body.isEmpty else { return .skippedEmpty }
    guard response.body.count <= Self.limit else { return .skippedTooLarge }
    guard Self.isJSON(response.headers[.contentType]), let value = try? BodyDecoder.value(from: response.body) else {
      return .skippedNotJSON
    }
    let text = String(decoding: SensitiveNames.redacted(value).serializedBytes(), as: UTF8.self)
    // The mark may be longer than what it replaces.
    return text.utf8.count <= Self.limit ? .stored(text) : .skippedTooLarge
  }

  private static func isJSON(_ contentType: String?) -> Bool {
    guard let media = contentType?.split(separator: ";", maxSplits: 1).first else { return false }
    return media.trimmingCharacters(in: .whitespaces).lowercased() == "application/json"
  }
}
