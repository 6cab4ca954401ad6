import FoundationEssentials
import PumpPlant
import PumpText
import PumpWorld
import SerialLink

/// What comes between a pump that is prepared and one that is ready.
extension RunCommand {
  /// Switches a pump on, and says of whoever is in its body what they are worth.
  /// - Parameter name: What the pump is called among several.
  func makeHost(_ prepared: PumpWanted.Prepared, name: String? = nil) throws -> PumpHost {
    let prefix = name.map { "\($0): " } ?? ""
    let host = try prepared.switchOn(
      keeping: name == nil ? EventJournal.usual : EventJournal.amongMany, waits: name == nil
    ) { StandardStreams.error("PumpFirmwareSim: \(prefix)\($0)\n") }
    guard let patient = host.pump.world.body?.patient?.name else { return host }
    let report = PatientEventJSON(patient, pump: name)
    if json {
      StandardStreams.error(json: report.line)
    } else {
      StandardStreams.error("PumpFirmwareSim: \(prefix)\(report.words)\n")
    }
    return host
  }

  /// Says that the pump is ready. Where nobody reads it the pump runs all the same; where it cannot
  /// be written, as on a full disk, somebody waits for it in vain.
  func tell(_ ready: some ReadyLine, asObject: Bool) throws {
    let line = try ready.line(json: asObject) + "\n"
    do throws(SerialError) {
      if asObject { try StandardStreams.print(json: line) } else { try StandardStreams.print(line) }
    } catch {
      guard error.kind == .full else { return }
      throw SimulatorError(
        .io, "\(error.description), so nobody would know that the pump runs; it ends")
    }
  }

  /// Lists the pump for `programmer ports`. Not being listed does not stop a pump.
  func register(_ ready: ReadyJSON) -> PumpRegistry.Entry? {
    // As an adapter it is found by what it says it is, and is one pump and not two.
    if usbTestbed != nil { return nil }
    do {
      return try PumpRegistry.Entry(
        registering: PumpRecord(
          port: ready.port, link: ready.link ?? "", card: ready.card, model: ready.model,
          serial: ready.serial, control: ready.control))
    } catch {
      StandardStreams.error("PumpFirmwareSim: `programmer ports` will not list it: \(error)\n")
      return nil
    }
  }

  func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
