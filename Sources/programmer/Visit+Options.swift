import CommandEntry
import Handheld
import ProgrammerSession
import Telemetry
import YamlFiles

extension PortOptions {
  /// The pump that the options name, and what they say is kept of the visit; where they name none,
  /// that which a person chooses.
  func place() throws -> PumpPlace {
    guard named != nil else { return try settled().place() }
    var place = PumpPlace(
      address: try address(), face: .commandLine, capture: capture, archive: archivePath,
      crash: try armedCrash())
    place.keyLog = keylog ?? Settings.value(.keylog)
    place.program = "programmer \(ProgramVersion.number)"
    place.line = try wishes()
    place.drugs = try DrugFile.chosen(drugs ?? Settings.value(.drugs))
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
