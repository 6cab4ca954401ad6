import ArgumentParser
import CommandEntry
import FoundationEssentials
import Handheld
import ProgrammerSession
import SerialLink
import Telemetry

extension PortOptions {
  /// The pump that the options name, and what they say is kept of the visit.
  func place() throws -> PumpPlace {
    var place = PumpPlace(
      address: try address(), face: .commandLine, capture: capture, archive: archivePath,
      crash: try armedCrash())
    place.keyLog = keylog ?? Environment.value("PUMPLINK_KEYLOG")
    place.program = "programmer \(ProgramVersion.number)"
    place.line = try wishes()
    place.drugs = try DrugFile.chosen(drugs, in: Environment.values)
    return place
  }

  /// The same with the card, which must have been given.
  func access() throws -> PumpAccess { PumpAccess(place: try place(), card: try cardPath()) }
}

extension Visit {
  /// Identifies the pump that the options name, and nothing else.
  init(identifying options: PortOptions) throws { try self.init(identifying: options.place()) }

  /// Opens a session with the pump that the options name.
  static func begin(
    _ options: PortOptions, role: Role = .clinician, timings: SessionTimings = SessionTimings()
  ) throws -> Visit {
    try begin(options.access(), role: role, timings: timings)
  }
}
