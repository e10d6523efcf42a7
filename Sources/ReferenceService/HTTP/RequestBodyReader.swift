import Foundation
import HTTPTypes
import Hummingbird

/// Reads the body of a request within its bounds of type, size and time.
struct RequestBodyReader: Sendable {
  /// How long the last byte of a body may take to come.
  let patience: Duration
  let bounds: any BodyBounding

  /// - Throws: ``ServiceError``: 415, 413, or 408 for a body that does not come.
  func read(_ request: Request, rule: BodyRule) async throws -> [UInt8] {
    guard case .json(let documented) = rule else { return [] }
    let limit = bounds.bound(for: documented)
    guard Self.isJSON(request.headers[.contentType]) else { throw ServiceError.unsupportedMediaType }
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw ServiceError.bodyTooLarge(limit: limit) }
    do {
      return try await withDeadline(patience) { try await Self.bytes(of: request.body, limit: limit) }
    } catch is DeadlineExceeded {
      throw ServiceError.bodyTooSlow
    } catch let error as ServiceError {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      // The parser's: chunks that are none, a coding that nobody knows, an end before the end.
      throw ServiceError.invalidRequest("The body is not valid HTTP/1.1.")
    }
  }

  private static func bytes(of body: RequestBody, limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await part in body {
      guard bytes.count + part.readableBytes <= limit else { throw ServiceError.bodyTooLarge(limit: limit) }
      bytes += part.readableBytesView
    }
    return bytes
  }

  private static func isJSON(_ contentType: String?) -> Bool {
    guard let media = contentType?.split(separator: ";", maxSplits: 1).first else { return false }
    return media.trimmingCharacters(in: .whitespaces).lowercased() == "application/json"
  }
}
