import ArgumentParser
import Foundation
import GateEngine
import GateKit
import Logging
import ReferenceService

/// `gatehouse serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the reference service alone, with its policy engine, until SIGINT or SIGTERM.",
    discussion: """
      Without --database it runs on a PostgreSQL server of its own, which is gone afterwards. The account 'operator' gets \
      the secret of the variable REFERENCE_ACCOUNT_SECRET, or one that is made up and printed. Its signing keys are kept \
      where REFERENCE_KEY_FILE or the variables REFERENCE_VAULT_* say, for 'gatehouse keys'; without them they end with it.
      """)

  @Option(help: ArgumentHelp("The port on 127.0.0.1; 0 takes any free one.", valueName: "number"))
  var port = 8080

  @Option(help: ArgumentHelp("Use this PostgreSQL server, in a schema of its own.", valueName: "url"))
  var database: String?

  @Flag(help: "Switch the regions and the scheduler of phase 2 on.")
  var phase2 = false

  func run() async throws {
    try await Command.run {
      let control = RunControl()
      return try await Interruptible.run(control) { try await serve(control) }
    }
  }

  private func serve(_ control: RunControl) async throws -> Int32 {
    let file = GatehouseFile.builtIn(root: FileManager.default.currentDirectoryPath)
    return try await Harness.with(file, database: database) { harness in
      guard let store = try await harness.database?.makeStore() else { return 2 }
      let policy = try await PolicyEngineHost.start(on: harness.work)
      let given = ProcessInfo.processInfo.environment["REFERENCE_ACCOUNT_SECRET"]
      let secret = given ?? (0..<3).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 36) }.joined()
      var configuration = ServiceConfiguration(
        database: store, identity: try .standard(operatorSecret: secret, random: SystemServiceRandom()))
      configuration.port = port
      configuration.identity.operatorToken = ProcessInfo.processInfo.environment["REFERENCE_OPERATOR_TOKEN"]
      configuration.identity.rolloutPlan = ProcessInfo.processInfo.environment["REFERENCE_ROLLOUT_PLAN"]
      configuration.identity.keyStorage = KeyStorage(environment: ProcessInfo.processInfo.environment)
      configuration.phase2 = phase2
      configuration.document = try ReferenceDocument.published(from: DiskFileTree(root: file.root), phase2: phase2)
      configuration.evidence.policyHost = policy.host
      configuration.evidence.policyPort = policy.port
      let running = try await ReferenceService(configuration, parts: try .healthy(configuration)).start()
      Console.print("reference service on http://127.0.0.1:\(running.port) (policy engine on port \(policy.port))")
      if given == nil { Console.print("account 'operator', secret '\(secret)': POST /v1/auth/token") }
      await control.waitForInterruption()
      await running.stop()
      return 0
    }
  }
}
