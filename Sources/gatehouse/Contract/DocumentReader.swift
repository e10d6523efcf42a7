import Foundation
import GateKit
import OpenAPI

/// Reads OpenAPI documents from files, and from commits as `REF:path`, with the files that they refer to.
struct DocumentReader {
  var processes: any ProcessRunner = SubprocessRunner(outputLimit: DocumentLimits().bytes)

  private static let limit = Duration.seconds(60)

  /// - Throws: ``CommandError`` when there is no such document, `DocumentError` when it can't be understood.
  func read(_ name: String) async throws -> OpenAPIDocument {
    if let bytes = try? Self.bytes(of: name) {
      return try await OpenAPIDocument(bytes, path: name, resolver: DocumentResolver { try Self.bytes(of: $0) })
    }
    guard let colon = name.firstIndex(of: ":"), colon != name.startIndex else {
      throw CommandError("the document '\(name)' cannot be read", remedy: "Name a file, or a file of a commit as REF:path")
    }
    let (commit, path) = (String(name[..<colon]), String(name[name.index(after: colon)...]))
    // An option in the place of a commit would be obeyed by git.
    guard !name.hasPrefix("-"), !path.isEmpty else {
      throw CommandError("'\(name)' is neither a file nor REF:path", remedy: "Name a file, or a file of a commit such as main:openapi.yaml")
    }
    return try await OpenAPIDocument(try await show(commit, path), path: path, resolver: DocumentResolver { try await show(commit, $0) })
  }

  private static func bytes(of path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path))) }

  private func show(_ commit: String, _ path: String) async throws -> [UInt8] {
    let name = "\(commit):\(path)"
    let result = try await processes.run(["git", "show", "--end-of-options", name], environment: [:], directory: nil, limit: Self.limit)
    guard result.exitCode == 0 else {
      let reason = result.errorOutput.split(separator: "\n").first.map(String.init) ?? "git ended with \(result.exitCode)"
      throw CommandError(
        "git cannot show '\(name)': \(reason)", remedy: "Check the commit and the path; a shallow clone may have to fetch it first")
    }
    return Array(result.output.utf8)
  }
}
