import Telemetry
import TestLimits
import Testing

@testable import PumpText

/// Words that leave to a face how a step is said.
@Suite(.limited)
struct FaceTextTests {
  private let page = Face { step in step == .resume ? "Resume" : "another button" }

  @Test func `a face says the steps, and words without one are the same on every face`() {
    let part: FaceText = "or press \(.stop)"
    let words: FaceText = "press \(.resume) within \(5) min, " + "\(part)"
    #expect(words.text(page) == "press Resume within 5 min, or press another button")
    #expect(words.steps == [.resume, .stop])
    #expect(words.text(.plain) == "press <resume> within 5 min, or press <stop>")
    let still: FaceText = "nothing needs to be done"
    #expect(still.text(page) == "nothing needs to be done" && still.steps == [])
    #expect(FaceText("") == "" && words != part)
  }

  @Test func `a refusal names what can be done, and a patient's handset none of it`() {
    #expect(Refusal(.startBolus, .stopped).remedy == .resume)
    #expect(Refusal(.stop, .stopped).remedy == nil)
    #expect(Refusal(.startPrime, .criticalAlarm).remedy == .showAlarms)
    #expect(Refusal(.setClock, .criticalAlarm).remedy == nil)
    #expect(
      Refusal(.commit, .totalUnconfirmed, asked: 995_000).remedy
        == .confirmTotal(nanograms: 995_000))
    #expect(Refusal(.requestBolus, .bolusRunning).remedy == nil)
    #expect(Refusal(.startBolus, .bolusRunning).remedy == .cancelBolus)
  }

  @Test func `what is advised of a soft limit is to override it, in no face's words`() {
    for code in RefusalCode.all where code.isSoftLimit && code != .volumeDiscrepancy {
      let advice = Refusal(.stageTherapy, code, asked: 1, limit: 1).advice
      #expect(advice.steps == [.overrideSoftLimits], "\(code)")
      #expect(advice.text(page).hasSuffix("confirm it with another button"))
    }
  }

  @Test func `two refusals are waited out, and one is the fault of two versions`() {
    let waits = RefusalCode.all.filter { $0.delay != nil }
    #expect(waits == [.busy, .tooManyAttempts])
    #expect(RefusalCode.busy.delay == .storing)
    let faults = RefusalCode.all.filter { $0.exitStatus != .refused }
    #expect(faults == [.schemaMismatch])
    #expect(RefusalCode.schemaMismatch.exitStatus == .protocolViolation)
  }
}
