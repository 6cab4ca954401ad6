import ArgumentParser
import Clinic
import Handheld
import VerbOutput

/// What every verb takes that changes the programme: of which pump, and how it is confirmed.
struct ProgrammeChangeOptions: ParsableArguments {
  @OptionGroup var titration: TitrationOptions
  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var port: PortOptions

  /// Runs a verb that changes to another programme without a schedule.
  func change(to programme: ProgrammeWanted) throws {
    try run { change in try change(.programme(programme)) }
  }

  /// Runs a verb whose change is looked up when it runs.
  func change(to matter: (PumpAccess) throws -> ChangeWanted.Matter) throws {
    let indication = try titration.chosen()
    try Verb.run(port) { access in
      try ChangeFlow(access: access, given: try consent.given(change), indication: indication)
        .run(
          ChangeWanted(try matter(access), overridesSoftLimits: limits.overrideSoftLimits))
    }
  }

  /// Runs a verb. `body` is handed what makes a change of the programme, with these consents.
  func run(
    _ body: (_ change: (ChangeWanted.Matter) throws -> ChangeResult) throws -> (any VerbResult)?
  ) throws {
    let indication = try titration.chosen()
    try Verb.run(port) { access in
      try body { matter in
        try ChangeFlow(access: access, given: try consent.given(change), indication: indication)
          .run(ChangeWanted(matter, overridesSoftLimits: limits.overrideSoftLimits))
      }
    }
  }
}
