import ArgumentParser
import Console
import PumpText
import Telemetry
import TestLimits
import Testing

@testable import programmer

/// What messages tell a person to type exists.
@Suite(.limited)
struct CommandLineFaceTests {
  static let steps: [NextStep] = [
    .readStatus, .resume, .stop, .setClock, .cancelBolus, .cancelBridge, .showAlarms,
    .programmePeriodic(example: "25 mcg over 10 min every 6 h"), .recordRefill, .callEmergency,
    .checkKeys(nil), .checkKeys(.patient), .rotateKey(.clinician), .answerYes,
    .confirmTotal(nanograms: nil), .confirmTotal(nanograms: 995_000), .overrideSoftLimits,
    .decideBridge, .acceptDiscrepancy, .sayRinsed, .giveDrugs, .acceptShift,
    .keepOtherDays, .nameConcentration,
    .nameIndication, .listPorts, .giveCard, .nameArchive, .recordNothing, .settleOrder(7),
    .giveStroke, .giveTruth, .writeOver, .addPatient, .editPatient("P-017"),
    .listPatients, .assignPump, .implantDespiteTrial, .startPump, .callWithoutCard,
    .showOtherEnd("pump"), .leaveOrdersOut, .giveOrders,
    .resumeDespiteTransfer, .readEmergencyHelp, .readScheduleHelp,
  ]

  /// The words behind `programmer` of a phrase that is a command.
  private func command(_ phrase: String) -> [String]? {
    let words = phrase.replacing("`", with: "").split(separator: " ").map(String.init)
    return words.first == "programmer" ? Array(words.dropFirst()) : nil
  }

  /// The verb that a command's words begin with, or the verb within it.
  private func verb(_ words: [String]) -> any ParsableCommand.Type {
    var command: any ParsableCommand.Type = Programmer.self
    for word in words {
      guard
        let next = command.configuration.subcommands.first(where: { $0._commandName == word })
      else { break }
      command = next
    }
    return command
  }

  /// Whether an option is in the help of a verb.
  private func has(_ option: some StringProtocol, _ command: any ParsableCommand.Type) -> Bool {
    Programmer.helpMessage(for: command, columns: 1000).contains("\(option) ")
  }

  @Test(arguments: steps)
  func `a verb that is named is there, with its options`(step: NextStep) {
    let phrase = Face.commandLine.words(step)
    guard var words = command(phrase) else { return }
    if words.first == "help" { words.removeFirst() }
    let verb = verb(words)
    #expect(verb._commandName != Programmer._commandName, "\(phrase)")
    // Behind a group of verbs stands one of them or nothing; it takes no argument itself.
    let isGroup = !verb.configuration.subcommands.isEmpty
    #expect(!isGroup || words.last == verb._commandName, "\(phrase)")
    for option in words where option.hasPrefix("--") {
      #expect(has(option, verb), "\(phrase)")
    }
  }

  @Test(arguments: steps)
  func `an option that is named is one of some verb`(step: NextStep) {
    let phrase = Face.commandLine.words(step)
    guard command(phrase) == nil else { return }
    let verbs = HelpTests.leaves(Programmer.self, "programmer").map(\.command)
    let options = phrase.split { $0 == " " || $0 == "," }.filter { $0.hasPrefix("--") }
    #expect(!options.isEmpty, "\(phrase)")
    for option in options { #expect(verbs.contains { has(option, $0) }, "\(option)") }
  }
}
