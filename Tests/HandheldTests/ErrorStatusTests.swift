import ProgrammerSession
import PumpText
import SerialLink
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// Which exit code and which words belong to what went wrong.
@Suite(.limited)
struct ErrorStatusTests {
  @Test(
    arguments: [
      (.noAnswer(to: .identify, heard: .nothing), .unavailable, "nothing answers"),
      (.noAnswer(to: .identify, heard: .garbage), .unavailable, "no frames of this protocol"),
      (.noAnswer(to: .openSession, heard: .echo), .unavailable, "our own bytes come back"),
      (.noAnswer(to: .identify, heard: .otherAnswers), .unavailable, "answers to other requests"),
      (.noAnswer(to: .interrogate, heard: .nothing), .io, "goes on with the therapy it has"),
      (.notOpen, .io, "nothing was sent"),
      (.noKey, .configuration, "give the card of this pump"),
      (.notAuthenticated, .protocolViolation, "did not accept the clinician's key"),
      (.unsettled(.startBolus), .unknown, "Do not repeat it"),
    ] as [(SessionError, ProgramExitStatus, String)])
  func `a failed request`(failure: SessionError, exitStatus: ProgramExitStatus, words: String) {
    let error = OutcomeWords.error(failure, port: "/dev/pts/1")
    #expect(error.exitStatus == exitStatus)
    #expect(error.message.contains(words), "\(error.message)")
  }

  @Test func `a refusal for another layout is a violation, any other is a refusal`() {
    let layout = OutcomeWords.error(Refusal(.openSession, .schemaMismatch))
    #expect(layout.exitStatus == .protocolViolation)
    #expect(OutcomeWords.error(Refusal(.stop, .stopped)).exitStatus == .refused)
  }

  @Test func `a step that the pump itself refuses is told with what confirms it`() {
    let step = OutcomeWords.error(Refusal(.commit, .totalUnconfirmed, asked: 995_000, limit: 1))
    #expect(step.exitStatus == .refused)
    #expect(
      step.message.contains("(<confirmTotal(nanograms: Optional(995000))>)"), "\(step.message)")
  }

  @Test(
    arguments: [
      (2, .unavailable), (11, .unavailable), (13, .unavailable), (25, .unavailable), (5, .io),
      (28, .io), (110, .unavailable), (111, .unavailable),
    ] as [(Int32, ProgramExitStatus)])
  func `a port that cannot be used`(code: Int32, exitStatus: ProgramExitStatus) {
    let error = SerialError(operation: "open", code: code, path: "/dev/ttyUSB0")
    #expect(SerialWords.exitStatus(error) == exitStatus)
    #expect(SerialWords.sentence(error).text(.plain).hasPrefix("/dev/ttyUSB0: "))
  }
}
