import BenchClient
import BoardClient
import Decode
import Glibc
import Handheld
import PumpSimulator
import PumpText
import Quantities
package import Scenario
import SerialLink
package import Trace

/// Fresh pumps in this process, in virtual time: weeks pass in milliseconds, and the same script
/// with the same seed gives the same figures.
package final class InProcessTarget: ScenarioTarget {
  /// A pump, and what a verb at it finds around it.
  private struct Site {
    let pump: PumpInProcess
    let surroundings: Surroundings
  }

  private let first: Site
  private let others: [String: Site]
  private let place: CommandPlace
  private let archive: PassingArchive
  private let programmerVerbs: ProgramVerbs
  private let isTraced: Bool
  private let orders = VerbCache()
  private let deeds = VerbCache()

  /// What a port is called in messages; that of another pump has its name behind it.
  private static let port = "in-process"

  /// Switches on the pumps that a script wants. Throws what is wrong with one.
  /// - Parameters:
  ///   - seed: In place of the script's own seed.
  ///   - board: The ports of a board that does all that the first pump does, in step with it.
  package init(
    _ script: Script, seed: UInt64, programmer: ProgramVerbs, isTraced: Bool, board: String? = nil
  ) throws {
    let place = try CommandPlace(isFleeting: true)
    let folder = place.path
    let clock = LinkClock()
    var pumps: [String: PumpInProcess] = [:]
    func start(_ wanted: ScriptPump, _ name: String, _ seed: UInt64) throws -> PumpInProcess {
      let pump = try PumpInProcess(
        try Self.pump(wanted, seed), in: folder, name: name.isEmpty ? "pump" : name, clock: clock,
        isTraced: isTraced, twin: name.isEmpty ? try board.map { try BoardTwin($0) } : nil)
      pumps[name.isEmpty ? Self.port : "\(Self.port)-\(name)"] = pump
      return pump
    }
    let firstPump = try start(script.pump, "", seed)
    var sites: [String: PumpInProcess] = [:]
    for (offset, entry) in script.others.sorted(by: { $0.key < $1.key }).enumerated() {
      let own = entry.value.seed ?? seed &+ UInt64(offset) &+ 1
      sites[entry.key] = try start(entry.value, entry.key, own)
    }
    let opener = Self.opener(pumps, clock)
    let archive = PassingArchive(at: place.file("archive.sqlite"))
    first = Site(
      pump: firstPump,
      surroundings: Self.surroundings(firstPump, Self.port, script.pump, archive, opener))
    others = Dictionary(
      uniqueKeysWithValues: sites.map { name, pump in
        let own = Self.surroundings(
          pump, "\(Self.port)-\(name)", script.others[name] ?? ScriptPump(), archive, opener)
        return (name, Site(pump: pump, surroundings: own))
      })
    programmerVerbs = programmer
    self.isTraced = isTraced
    self.place = place
    self.archive = archive
  }

  private static func pump(_ wanted: ScriptPump, _ seed: UInt64) throws -> PumpWanted {
    var pump = PumpWanted()
    if let profile = wanted.profile { pump.profile = profile }
    pump.drugs = wanted.drugs
    pump.seed = seed
    pump.isImplanted = wanted.isImplanted
    pump.hasBody = wanted.hasBody
    try pump.choose(clock: wanted.clock, patient: wanted.patient)
    return pump
  }

  private static func surroundings(
    _ pump: PumpInProcess, _ port: String, _ wanted: ScriptPump, _ archive: PassingArchive,
    _ opener: LineOpener
  ) -> Surroundings {
    Surroundings(
      environment: [
        "PUMPLINK_PORT": port, "PUMPLINK_CARD": pump.card, "PUMPLINK_CONTROL": port,
        "PUMPLINK_ARCHIVE": archive.path, "PUMPLINK_SERIAL": pump.serial,
        "PUMPLINK_MODEL": pump.model,
        "PUMPLINK_INDICATION": "", "PUMPLINK_DRUGS": wanted.drugs ?? "",
      ],
      opener: opener, bench: .init { pump.answer($0) }, archive: archive)
  }

  package var name: String {
    first.pump.twin == nil
      ? "a pump in this process, in virtual time"
      : "a board, in step with a pump in this process, in virtual time"
  }
  package var model: String? { first.pump.model }
  package var folder: String { place.path }

  package var variables: [String: String] {
    var variables = [
      "programmer": ClientCommand.ownProgram, "port": Self.port, "card": first.pump.card,
      "serial": first.pump.serial,
    ]
    for (name, site) in others {
      variables["\(name)_port"] = "\(Self.port)-\(name)"
      variables["\(name)_card"] = site.pump.card
      variables["\(name)_serial"] = site.pump.serial
    }
    return variables
  }

  package var trace: [TraceChapter]? {
    guard isTraced else { return nil }
    let rest = others.sorted { $0.key < $1.key }
    return [Self.chapter("", first.pump)] + rest.map { Self.chapter($0.key, $0.value.pump) }
  }

  /// What happened to a pump; frames are opened with the keys its card has at the end.
  private static func chapter(_ name: String, _ pump: PumpInProcess) -> TraceChapter {
    var notes = FrameNotes(CaptureDecoder(try? KeyCard(reading: pump.card), face: .help))
    var chapter = TraceChapter(name)
    chapter.facts = [
      TraceChapter.Fact("pump", "\(pump.model) \(pump.serial), in this process")
    ]
    chapter.notes = pump.trace.map { notes.note($0) }
    return chapter
  }

  package func remark(_ words: String) {
    guard isTraced else { return }
    first.pump.remark(words)
    for site in others.values { site.pump.remark(words) }
  }

  private func site(_ name: String?) throws(NoVerb) -> Site {
    guard let name else { return first }
    guard let site = others[name] else { throw NoVerb("there is no pump \(name)") }
    return site
  }

  package func programmer(
    _ words: [String], _ given: GivenWords, at pump: String?
  ) throws(NoVerb) -> ScenarioVerb {
    try orders.verb(words, given, at: pump) { () throws(NoVerb) in
      try held(programmerVerbs.verb(words, given, in: try site(pump).surroundings))
    }
  }

  package func bench(_ words: [String], at pump: String?) throws(NoVerb) -> ScenarioVerb {
    try deeds.verb(words, at: pump) { () throws(NoVerb) in
      try held(
        BenchVerbs.all.verb(words, in: try site(pump).surroundings) {
          PumpFirmwareSim.needsProcess($0)
        })
    }
  }

  /// A verb that is not done where the board does otherwise than the pump.
  private func held(_ verb: ScenarioVerb) -> ScenarioVerb {
    guard let twin = first.pump.twin else { return verb }
    return ScenarioVerb(question: verb.question, hasJSON: verb.hasJSON, obstacle: verb.obstacle) {
      let outcome = verb.run()
      guard let complaint = twin.complaint else { return outcome }
      return VerbOutcome(code: ProgramExitStatus.bug.rawValue, output: "", words: complaint)
    }
  }

  package func client(_ words: [String], at pump: String?) throws(NoVerb) -> ScenarioVerb {
    let site = try site(pump)
    let link = "\(folder)/\(pump ?? "pump").port"
    // The client may be our own programmer, at the same archive.
    return held(
      ClientCommand(words, site.surroundings.environment)
        .verb(at: site.pump, link: link, before: archive.close))
  }

  private static func opener(_ pumps: [String: PumpInProcess], _ clock: LinkClock) -> LineOpener {
    // Time passes on one pump's link as on all; the others take notice when they are next asked.
    let any = pumps[port]
    return LineOpener(
      open: { address throws(SerialError) in
        let port = address.description
        // Another port that a step names is that of another program's pump.
        guard let pump = pumps[port] else { return try LineOpener.ports.open(address) }
        guard pump.open() else { throw SerialError(operation: "open", code: EBUSY, path: port) }
        return InProcessEnd(pump)
      },
      now: { LinkTime(rawValue: clock.milliseconds) },
      pause: { length throws(SerialError) in any?.pass(length.rawValue) })
  }
}

/// The programmer's end of the line to a pump in this process.
private final class InProcessEnd: ProgrammerLine {
  private let pump: PumpInProcess

  init(_ pump: PumpInProcess) { self.pump = pump }

  deinit { pump.close() }

  func read(into buffer: inout [UInt8], within time: Milliseconds) throws(SerialError) -> Int? {
    let bytes = pump.read(atMost: buffer.count, within: time.rawValue)
    buffer.replaceSubrange(0..<bytes.count, with: bytes)
    return bytes.isEmpty ? nil : bytes.count
  }

  func write(_ bytes: Span<UInt8>) { pump.write(bytes.indices.map { bytes[$0] }) }
}

/// The verbs of the bench.
enum BenchVerbs {
  static let all = ProgramVerbs(
    PumpFirmwareSim.self, prefix: ["ctl"], check: { try PumpFirmwareSim.check($0) })
}
