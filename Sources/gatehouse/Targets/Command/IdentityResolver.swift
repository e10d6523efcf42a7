import Foundation
import GateKit

/// Gets the tokens of identities that don't have them in the file. They are asked for once an instance is ready.
struct IdentityResolver {
  let identities: [String: IdentitySettings]
  let processes: any ProcessRunner
  /// Absolute path of the folder that `gatehouse.yml` is in; commands run there.
  let root: String

  /// - Throws: `TargetError` that names the identity and never a secret.
  func resolve(_ name: String, _ template: ServiceTemplate) async throws -> IdentityKeeper.Resolved {
    guard let settings = identities[name] else {
      throw TargetError("there is no identity '\(name)'", remedy: "Add it under 'identities'")
    }
    do {
      switch settings.source {
      case nil: return (settings.fixed, nil)
      case .oauth(let oauth):
        let token = try await TokenEndpoint(settings: oauth, root: root).token(from: try template.fill(oauth.tokenURL))
        return (settings.with(token: token.text), token.lifetime)
      case .command(let words): return (settings.with(token: try await output(of: words.map(template.fill))), nil)
      }
    } catch let error as TargetError {
      throw TargetError("the identity '\(name)': \(error.message)", remedy: error.remedy, output: error.output)
    }
  }

  private func output(of command: [String]) async throws -> String {
    let result: ProcessResult
    do {
      result = try await processes.run(command, environment: [:], directory: root, limit: .seconds(30))
    } catch let error as ProcessError {
      throw TargetError("its token command failed: \(error)", remedy: "Run it by hand in the folder of gatehouse.yml")
    }
    // What it writes may be the token itself, so that nothing of it is shown.
    guard result.exitCode == 0 else {
      throw TargetError(
        "its token command ended with exit code \(result.exitCode)", remedy: "Run it by hand in the folder of gatehouse.yml to see why")
    }
    let token = result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
      throw TargetError("its token command prints no token", remedy: "Print the token alone, on one line, on standard output")
    }
    return token
  }
}
