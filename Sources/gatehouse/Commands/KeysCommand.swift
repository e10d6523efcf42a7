import ArgumentParser
import Foundation
import ReferenceService

/// `gatehouse keys`.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Show and rotate the signing keys of the reference service, where they are kept.",
    discussion: """
      The keys are in the file of --file or of the variable REFERENCE_KEY_FILE, or in the vault of REFERENCE_VAULT_HOST, \
      REFERENCE_VAULT_PORT, REFERENCE_VAULT_PATH and REFERENCE_VAULT_TOKEN. A running service takes a rotation over within seconds; \
      tokens of the key of before are good until they expire.
      """,
    subcommands: [Print.self, Rotate.self])

  /// Where the keys are.
  struct Place: ParsableArguments {
    @Option(help: ArgumentHelp("The file of the keys, instead of the one that the variables name.", valueName: "path"))
    var file: String?

    func ring(clock: any ServiceClock = SystemServiceClock()) throws -> StoredKeyRing {
      let named = KeyStorage(environment: ProcessInfo.processInfo.environment)
      guard let store = (file.map { .file(path: URL(filePath: $0).path) } ?? named).store() else {
        throw CommandError("nothing says where the keys are", remedy: "Give --file PATH, or set REFERENCE_KEY_FILE or REFERENCE_VAULT_HOST")
      }
      return StoredKeyRing(store: store, clock: clock, random: SystemServiceRandom())
    }
  }

  struct Print: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "print", abstract: "Print the key set as the service publishes it: the active and the next key, public parts only.")

    @OptionGroup var place: Place

    func run() async throws {
      try await Command.run {
        Console.print(String(decoding: try await place.ring().keys().publishedDocument(), as: UTF8.self))
        return 0
      }
    }
  }

  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate", abstract: "Make the next key active, retire the active one, make another next one; print their ids.")

    @OptionGroup var place: Place
    @Option(
      help: ArgumentHelp(
        "The moment to write down, in seconds since 1970, where the service's clock is not this machine's.", valueName: "seconds"))
    var at: Int64?

    func run() async throws {
      try await Command.run {
        if let at, !(0...253_402_300_799).contains(at) {
          throw CommandError("'\(at)' is no moment", remedy: "Give seconds since 1970, or leave --at out")
        }
        let clock: (any ServiceClock)? = at.map { ManualServiceClock(at: ServiceInstant(secondsSinceEpoch: $0)) }
        let keys = try await place.ring(clock: clock ?? SystemServiceClock()).rotate()
        let ids = [
          "active_key_id": keys.active.id, "next_key_id": keys.next.id, "retired_key_id": keys.retired.first?.key.id ?? "",
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        Console.print(String(decoding: try encoder.encode(ids), as: UTF8.self))
        return 0
      }
    }
  }
}
