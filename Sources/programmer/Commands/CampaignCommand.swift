import ArgumentParser
import Handheld
import PumpText
import Quantities

/// `programmer campaign`: many boluses in few visits, for a bench that kills either side meanwhile.
///
/// It is not for people, and no help names it. Each bolus goes the way of every other order:
/// foretold, consented to, stored, sent, settled. What became of it is said as `ID OUTCOME`, once
/// that is stored. What fails is said on standard error, and the next visit goes on from there.
struct CampaignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign", abstract: "Give many boluses, one after the other.",
    shouldDisplay: false)

  @Option(help: ArgumentHelp("How many orders there are to be in all.", valueName: "count"))
  var orders: Int

  @Option(help: ArgumentHelp("The dose of each in ng.", valueName: "ng"))
  var nanograms: UInt32

  @Option(help: ArgumentHelp("How long to wait for an answer.", valueName: "ms"))
  var answer: UInt64 = 60

  @Option(help: ArgumentHelp("How long to wait between two orders.", valueName: "ms"))
  var pause: Int = 15

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func validate() throws {
    if !change.yes { throw ValidationError("Add --yes: it asks nobody. Nothing was sent.") }
  }

  func run() throws {
    let campaign = Campaign(
      orders: orders, nanograms: nanograms, answer: Milliseconds(rawValue: answer), pause: pause,
      given: GivenConsent(yes: change.given))
    let status = try Verb.noticed {
      try campaign.run(port.access) { number, word in try VerbRun.show("\(number) \(word)\n") }
    }
    if status != .done { throw ExitCode(status.rawValue) }
  }
}
