import GateKit
import GateModel
import JSONDocument

/// What is kept of a recorded race so that it can be run again: the same seed, and so the same requests in the same order, released in
/// the same way and as often.
public struct RaceReplay: Sendable, Hashable {
  public var race: String
  public var rootSeed: UInt64
  public var rounds: Int
  public var sync: SyncName?

  /// - Throws: `GateError` for what is no recording of a race.
  public init(json bytes: [UInt8], path: String) throws {
    let location = SourceLocation(path: path)
    func wrong(_ what: String) -> GateError {
      GateError("no recording of a race: \(what)", at: location, remedy: "Give a file that a run left in reports/races")
    }
    let document: JSONValue
    do {
      document = try JSONParser.parse(bytes)
    } catch {
      throw wrong(String(describing: error))
    }
    guard document["version"]?.int == RaceRecording.version else { throw wrong("its version is not \(RaceRecording.version)") }
    guard let name = document["race"]?.string else { throw wrong("it names no race") }
    guard let seed = document["root_seed"]?.string.flatMap(UInt64.init) else { throw wrong("it has no root_seed") }
    guard let rounds = document["rounds"]?.int, (0...RaceFile.roundLimit).contains(rounds) else { throw wrong("it has no rounds") }
    race = name
    rootSeed = seed
    self.rounds = max(1, rounds)
    sync = nil
    if let text = document["sync"]?.string {
      guard let known = SyncName(rawValue: text) else { throw wrong("its sync is '\(text)'") }
      sync = known
    }
  }

  public var caseID: CaseID { CaseID("race/\(race)") }

  /// The race as it was recorded.
  func applied(to file: RaceFile) -> RaceFile {
    guard file.race.name == race else { return file }
    var file = file
    file.race.rounds = rounds
    file.race.power = nil
    if let sync { file.race.burst.sync = .fixed(sync) }
    return file
  }
}
