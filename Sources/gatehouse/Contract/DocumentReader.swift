import Foundation
import GateKit
import OpenAPI

/// Reads OpenAPI documents from files, and from commits as `REF:path`, with the files that they refer to.
struct DocumentReader {
  var processes: any ProcessRunner = SubprocessRunner(outputLimit: DocumentLimits().bytes)

  private static let limit = Duration.seconds(60)
  /// Files that one document of a commit may consist of.
  private static let mostFiles = 500

  /// - Throws: ``CommandError`` when there is no such document, `DocumentError` when it can't be understood.
  func read(_ name: String) async throws -> OpenAPIDocument {
    if let data = FileManager.default.contents(atPath: name) {
      return try OpenAPIDocument(Array(data), path: name) { try Array(Data(contentsOf: URL(fileURLWithPath: $0))) }
    }
    guard let colon = name.firstIndex(of: ":"), colon != name.startIndex else {
      throw CommandError("the document '\(name)' cannot be read", remedy: "Name a file, or a file of a commit as REF:path")
    }
    let (commit, path) = (String(name[..<colon]), String(name[name.index(after: colon)...]))
    // An option in the place of a commit would be obeyed by git.
    guard !name.hasPrefix("-"), !path.isEmpty else {
      throw CommandError("'\(name)' is neither a file nor REF:path", remedy: "Name a file, or a file of a commit such as main:openapi.yaml")
    }
    return try await read(commit, path)
  }

  /// Loads again for each file that turns out to be wanted, for reading from git has to wait and loading doesn't.
  private func read(_ commit: String, _ path: String) async throws -> OpenAPIDocument {
    let main = try await show(commit, path)
    var files: [String: Result<[UInt8], any Error>] = [:]
    while true {
      var wanted: [String] = []
      do {
        let document = try OpenAPIDocument(main, path: path) { file in
          guard let known = files[file] else {
            wanted.append(file)
            throw CommandError("'\(file)' isn't read yet", remedy: "")
          }
          return try known.get()
        }
        if wanted.isEmpty || files.count >= Self.mostFiles { return document }
      } catch {
        guard !wanted.isEmpty, files.count < Self.mostFiles else { throw error }
      }
      for file in wanted {
        do { files[file] = .success(try await show(commit, file)) } catch { files[file] = .failure(error) }
      }
    }
  }

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
