import ArgumentParser
import Clinic
import Handheld
import VerbOutput

/// A verb that changes the programme. Which pump, and how the change is confirmed, are groups of
/// the verb itself and not of a group: in a debug build each level of groups makes parsing four
/// times as slow.
protocol ProgrammeChangeVerb: ParsableCommand {
  var titration: TitrationOptions { get }
  var change: ChangeOptions { get }
  var consent: ConsentOptions { get }
  var limits: LimitOptions { get }
  var port: PortOptions { get }
}

extension ProgrammeChangeVerb {
  /// Runs a verb. `body` is handed the pump, and what makes a change of the programme with these
  /// consents.
  func run(
    _ body: (
      _ pump: PumpAccess, _ change: (ChangeWanted.Matter) throws -> ChangeResult
    ) throws -> (any VerbResult)?
  ) throws {
    let indication = try titration.chosen()
    try Verb.run(port) { access in
      try body(access) { matter in
        try ChangeFlow(access: access, given: try consent.given(change), indication: indication)
          .run(ChangeWanted(matter, overridesSoftLimits: limits.overrideSoftLimits))
      }
    }
  }
}
