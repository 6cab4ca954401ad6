import ArgumentParser
import CommandEntry
import PumpText
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld
@testable import programmer

/// How a verb ends when something goes wrong after an order was given.
@Suite(.limited)
struct VerbStateTests {
  /// What `judged` makes of an error, after this was done to an order.
  private func judged(
    _ exitStatus: ProgramExitStatus, after body: () -> Void
  ) -> (before: ProgrammerError, after: ProgrammerError) {
    let state = VerbState()
    VerbState.$current.withValue(state, operation: body)
    let error = ProgrammerError(exitStatus, "the line went dead")
    return (error, state.judged(error))
  }

  @Test(arguments: ProgramExitStatus.allCases)
  func `before an order every error keeps its code`(exitStatus: ProgramExitStatus) {
    let error = judged(exitStatus) {}.after
    #expect(error.exitStatus == exitStatus && error.message == "the line went dead")
    let refused = judged(exitStatus) {
      VerbState.orderIsOut()
      VerbState.orderEnded(.notCarriedOut)
    }.after
    #expect(refused.exitStatus == exitStatus)
  }

  @Test(arguments: ProgramExitStatus.allCases)
  func `after an order that was carried out none says that it was not`(
    exitStatus: ProgramExitStatus
  ) {
    let error = judged(exitStatus) {
      VerbState.orderIsOut()
      VerbState.orderEnded(.carriedOut)
      // Nothing that follows takes it back.
      VerbState.orderEnded(.notCarriedOut)
      VerbState.orderIsOut()
    }.after
    #expect(error.exitStatus.fate != .notCarriedOut)
    guard exitStatus.fate == .notCarriedOut else { return }
    #expect(error.exitStatus == .untold && error.exitStatus.name == "done")
    #expect(error.message.contains("carried out; do not give it again"))
    #expect(error.message.contains("the line went dead"))
  }

  @Test(arguments: ProgramExitStatus.allCases)
  func `with an order on its way none says that it was not carried out`(
    exitStatus: ProgramExitStatus
  ) {
    let error = judged(exitStatus) { VerbState.orderIsOut() }.after
    #expect(error.exitStatus.fate != .notCarriedOut)
    guard exitStatus.fate == .notCarriedOut else { return }
    #expect(error.exitStatus == .unknown)
    #expect(error.message.contains("Do not repeat it. Read the status"))
  }

  @Test func `a record that was not kept is no success, whatever was told`() {
    let state = VerbState()
    #expect(state.exitStatus == .done)
    VerbState.$current.withValue(state) { VerbState.recordIsIncomplete() }
    #expect(state.exitStatus == .io)
    VerbState.$current.withValue(state) { VerbState.orderEnded(.carriedOut) }
    #expect(state.exitStatus == .untold)
  }

  @Test func `a command that only holds others does not end as if it had done something`() {
    var groups: [String] = []
    func look(_ command: any ParsableCommand.Type) {
      let configuration = command.configuration
      for next in configuration.subcommands { look(next) }
      guard !configuration.subcommands.isEmpty, configuration.defaultSubcommand == nil else {
        return
      }
      groups.append("\(command)")
      #expect(command is any VerbGroup.Type, "\(command)")
    }
    look(Programmer.self)
    #expect(groups == ["TrialCommand", "ArchiveCommand", "Programmer"])
  }
}
