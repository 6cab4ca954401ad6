import ArgumentParser
import Clinic
import ClinicText
import PumpText

/// `programmer periodic`.
struct PeriodicCommand: ProgrammeChangeVerb {
  static let configuration = CommandConfiguration(
    commandName: "periodic",
    abstract: "Change to boluses at an interval, and minimum rate between them.",
    discussion: """
      The interval is counted on the pump's therapy time, from the commit on: setting the clock \
      does not move it. Without a word on the first bolus it comes after one interval. A bolus \
      that falls due while something stands against it is skipped and not made up for.

      Examples:
        programmer periodic 25 mcg over 10 min every 6 h
        programmer periodic "25 mcg over 10 min every 6 h, first at 08:00"
        programmer periodic "25 mcg over 10 min every 6 h, first after 2 h"

      For boluses on top of a dose or a schedule use `dose --periodic` or `schedule set --periodic`.
      """)

  @Argument(
    help: ArgumentHelp(
      "Dose, time and interval, each with its unit: \(PeriodicText.example).", valueName: "bolus"))
  var bolus: [String]

  @OptionGroup var titration: TitrationOptions
  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var port: PortOptions

  func validate() throws { _ = try wanted() }

  func run() throws { try run { _, change in try change(.programme(try wanted())) } }

  private func wanted() throws -> ProgrammeWanted {
    try ArgumentText.read { () throws(QuantityError) in
      try ProgrammeWanted(periodic: bolus.joined(separator: " "))
    }
  }
}
