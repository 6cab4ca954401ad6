import ArgumentParser
import FoundationEssentials
import PumpText
import SerialLink

/// Several pumps in one process.
extension RunCommand {
  /// The most there can be: the kernel has 4096 pseudo-terminals unless told.
  private static let mostPumps = 4_000

  /// Whether several are asked for, with options that go together.
  func validateCount() throws -> Bool {
    guard count != nil || linkDir != nil else { return false }
    guard let count, linkDir != nil else {
      throw ValidationError("--count and --link-dir go together: how many pumps, and where?")
    }
    guard 1...Self.mostPumps ~= count else {
      throw ValidationError("--count takes 1 to \(Self.mostPumps).")
    }
    let ofOne: [(String, Bool)] = [
      ("--link", link != nil), ("--device", device != nil), ("--listen", listen != nil),
      ("--connect", connect != nil), ("--stdio", stdio), ("--wait", !wait.isEmpty),
      ("--state", state != nil), ("--card", card != nil), ("a command", !command.isEmpty),
      ("--keylog", keylog != nil),
    ]
    if capture != nil {
      throw ValidationError(
        "--count makes several lines, and --capture is of one; `ctl capture start FILE --pump p1` "
          + "captures that of a pump that runs.")
    }
    for (name, isGiven) in ofOne where isGiven {
      throw ValidationError(
        "--count makes pumps with links, states and cards in --link-dir; \(name) is for one pump.")
    }
    try validateTestbed()
    if noBody, patient != nil {
      throw ValidationError("--no-body leaves no body to put a --patient into.")
    }
    return true
  }

  /// Runs so many pumps, whose files are in a folder.
  func runMany(_ count: Int, in folder: String) throws {
    var part = RunPart.files
    try CommandExit.reporting(json: json, { part.advice($0) }) {
      let signals = try SignalPipe()
      let profile = try ProfileFile.load(self.profile)
      let folder = absolute(folder)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      part = .control
      let controlPath = absolute(control ?? "\(folder)/control")
      let server = try ControlServer(at: controlPath)
      part = .pty
      let watch = try PtyWatch()
      part = .testbed
      let testbed = try makeTestbed(pumps: count)
      part = .pty
      let lines = try (1...count).map { try PumpLine(link: "\(folder)/p\($0)", watch: watch) }
      part = .files
      var entries = Entries()
      let runner = FleetRunner(
        try makeUnits(consume lines, profile, folder, controlPath, testbed, &entries),
        control: server, watch: watch, testbed: testbed)
      // All that was made and stored until here, at once.
      try Disk.wait(for: folder)
      try tell(
        ReadyManyJSON(
          control: controlPath, count: count, link_dir: folder, model: profile.model,
          usb_testbed: testbed?.root),
        asObject: json)
      part = .life
      try runner.run(signals)
      _ = consume entries
    }
  }

  /// A pump for each line, which nobody else holds: one that is told to quit takes its link along.
  private func makeUnits(
    _ lines: consuming [PumpLine], _ profile: ProfileFile, _ folder: String, _ control: String,
    _ testbed: UsbTestbed?, _ entries: inout Entries
  ) throws -> [PumpUnit] {
    var units: [PumpUnit] = []
    for (place, line) in lines.enumerated() {
      let name = "p\(place + 1)"
      let path = "\(folder)/\(name)"
      var wanted = wanted
      wanted.seed = seed.map { $0 &+ UInt64(place) }
      wanted.patient = patient(place)
      let prepared = try wanted.prepare(profile, state: "\(path).state", card: "\(path).card")
      if let testbed {
        try plug(line, into: testbed, serial: prepared.card.serial, place: place)
      }
      let host = try makeHost(prepared, name: name)
      units.append(PumpUnit(host, line: line, name: name, json: json))
      entries.add(
        ReadyJSON(
          card: "\(path).card", control: control, link: line.link, model: prepared.card.model,
          port: line.port, serial: prepared.card.serial), register)
    }
    return units
  }

  /// Pumps that `programmer ports` lists while this is there.
  private struct Entries: ~Copyable {
    private var pumps: [Kept] = []

    /// One of them, for a list has no room for what cannot be copied.
    private final class Kept {
      private let entry: PumpRegistry.Entry?

      init(_ entry: consuming PumpRegistry.Entry?) { self.entry = entry }
    }

    mutating func add(_ ready: ReadyJSON, _ register: (ReadyJSON) -> PumpRegistry.Entry?) {
      pumps.append(Kept(register(ready)))
    }
  }

  /// Who is to be in the body of one of several pumps: another person of that kind in each.
  private func patient(_ place: Int) -> PatientChoice? {
    patient.map { PatientChoice(kind: $0.kind, seed: $0.seed &+ UInt64(place)) }
  }
}
