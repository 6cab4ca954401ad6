import Foundation
import TestLimits
import Testing

/// A pump with a virtual patient, from the command line.
@Suite(.waiting, .limited)
struct PatientRunTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench(options: ["--patient", "responder:7"]) }

  /// A verb that must succeed; what it printed.
  @discardableResult
  private func ctl(_ words: String, code: Int32 = 0) throws -> JSON {
    let finished = try bench.ctl(words)
    #expect(finished.code == code, "\(words): \(finished)")
    return finished.json
  }

  @Test func `the patient gets what the pump gives and the needle, and a diary tells of it`() throws
  {
    try ctl("advance 3 days")
    try ctl("inject 50 mcg")
    let found = try ctl("patient --diary --days 3")
    #expect(found.patient.name == "responder:7")
    #expect(found.patient.received_pg == 350_000_000)
    #expect(found.diary.elements.map(\.day) == [2, 3, 4])
    #expect(found.diary.elements.map(\.received_pg) == [100_000_000, 100_000_000, 50_000_000])
    #expect(found.diary.elements.map(\.is_over) == [true, true, false])
    #expect(try ctl("patient --days 3").diary == found.diary)
    #expect(try ctl("patient").diary == [])
    #expect(try ctl("truth").body.patient == found.patient)
    let words = try bench.launch("PumpFirmwareSim", ["ctl", "patient"]).wait().output
    #expect(words.contains("responder:7, illustrative only and never dosing advice"))
  }

  @Test func `an advance stops when the patient calls, and only then`() throws {
    let calm = try ctl("advance 2 days --until patient-calls", code: 1)
    #expect(calm.stop.is_reached == false)
    #expect(calm.therapy_time_s == 172_800 && calm.body.patient.calls == 0)
    try ctl("fault motor stall")
    let called = try ctl("advance 2 days --until patient-calls")
    #expect(called.body.patient.calls == 1 && called.body.patient.called_for == "tones")
    let moment = try #require(called.therapy_time_s.double)
    #expect(moment > 172_800 && moment < 172_800 + 86_400)
    #expect(called.body.patient.called_s == called.therapy_time_s)
  }

  @Test func `who is in the body stays there, and nobody else comes in`() throws {
    try ctl("advance 1 day")
    let before = try ctl("patient --diary")
    let ended = try bench.finish()
    let event = #""event":"patient","is_illustrative":true,"name":"responder:7""#
    #expect(ended.errors.components(separatedBy: event).count == 2, "\(ended.errors)")
    let refused = try bench.start(["--link", "pump", "--patient", "child"]).wait()
    #expect(refused.code == 78 && refused.errors.contains("nobody else can be"), "\(refused)")
    try bench.restart()
    #expect(try ctl("patient --diary").diary == before.diary)
    let unknown = try bench.start(["--link", "pump", "--patient", "dog"]).wait()
    #expect(unknown.code == 64 && unknown.errors.contains("non-responder"), "\(unknown)")
  }

  @Test func `without a patient nothing of one can be asked for`() throws {
    let other = try PumpBench()
    for words in ["patient", "advance 1 day --until patient-calls"] {
      let refused = try other.ctl(words)
      #expect(refused.code == 1 && refused.errors.contains("--patient responder:7"), "\(refused)")
    }
    let truth = try other.truth
    #expect(truth.therapy_time_s == 0 && !truth.body.keys.contains("patient"))
    #expect(try other.finish().errors.contains("patient") == false)
  }

  @Test func `a programmer is told nothing of the patient`() throws {
    try ctl("advance 20 days")
    for words in ["interrogate", "status", "alarms", "log", "report visit.html"] {
      let said = try bench.programmer(words)
      let text = "\(said.output)\(said.errors)"
      for word in ["responder", "ashworth", "legs_tone", "drowsiness", "illustrative"] {
        #expect(!text.lowercased().contains(word), "\(words) says \(word)")
      }
    }
  }
}
