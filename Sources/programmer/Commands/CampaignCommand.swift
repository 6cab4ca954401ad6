import ArgumentParser
import Clinic
import ClinicText
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
    var failures = 0
    while true {
      do {
        return try Verb.noticed {
          try campaign.visit(port.access()) { number, word in
            failures = 0
            guard try Verb.show("\(number) \(word)\n") else {
              throw ExitCode(ProgramExitStatus.untold.rawValue)
            }
          }
        }
      } catch let error as ExitCode {
        throw error
      } catch let stop as Campaign.Unconsented {
        Verb.tell(stop.error.message(.commandLine))
        throw ExitCode(stop.error.exitStatus.rawValue)
      } catch {
        let words = (error as? ProgrammerError)?.message(.commandLine) ?? "\(error)"
        Verb.tell(words)
        failures += 1
        // Longer than any restart of the pump takes.
        if failures > 200 { throw ExitCode(ProgramExitStatus.unavailable.rawValue) }
        try Campaign.wait(50)
      }
    }
  }
}
