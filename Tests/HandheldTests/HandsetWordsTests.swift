import ClinicSupport
import PumpText
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// What a patient reads on a handset.
@Suite(.limited)
struct HandsetWordsTests {
  private func words(
    started: UInt8, lockout: UInt32, most: UInt32 = 0, at clock: WallClock = Samples.monday,
    _ change: (inout Interrogation) -> Void = { _ in }
  ) -> String {
    let settings = PatientBolus(
      nanograms: 10_000, milliseconds: 1_200_000, lockoutMinutes: 240, maximumPerDay: 2)
    let report = PatientBolusReport(
      source: .committed, settings: settings, startedToday: started, lockoutSecondsLeft: lockout,
      maximumSecondsLeft: most,
      deniedInAll: 0)
    return HandsetResult(
      HandsetView(Samples.interrogation(at: clock, change), report, isUnsettled: false)
    ).words
  }

  @Test func `when the next is possible is told with its time`() {
    #expect(
      words(started: 1, lockout: 10_800) == """
        pump       your pump works as planned
        extra dose not yet: the last was too short a while ago
        next       possible in 3 h, on 2026-03-02 11:00
        left       1 of the 2 that you may have in 24 hours
        alarms     none
        call       no need to call

        """)
    let most = words(started: 2, lockout: 3600, most: 72_000)
    #expect(most.contains("next       possible in 20 h, on 2026-03-03 04:00\n"), "\(most)")
    let waiting = words(started: 1, lockout: 3600) { $0.bridgeWaitingNanolitres = 1000 }
    #expect(waiting.contains("next       not before: in 1 h, on 2026-03-02 09:00\n"), "\(waiting)")
  }

  @Test func `without a clock there is a length and no date`() {
    let told = words(started: 1, lockout: 10_800) { $0.clock = nil }
    #expect(told.contains("next       possible in 3 h\n"), "\(told)")
  }

  @Test func `an alarm is told in words of its own, without the clinic's`() {
    var seen: Set<String> = []
    for alarm in Alarm.all {
      let told = words(started: 0, lockout: 0) { $0.status.alarms.insert(alarm) }
      #expect(told.contains("alarms     \(alarm.patientWords)\n"), "\(told)")
      #expect(alarm.patientWords.hasPrefix("URGENT: ") == alarm.isCritical, "\(alarm)")
      #expect(told.contains("your clinic NOW") == alarm.isCritical, "\(told)")
      for word in ["reservoir", "motor", "ERI", "EOS", "therapy", "programme"] {
        #expect(!alarm.patientWords.contains(word), "\(word): \(alarm.patientWords)")
      }
      seen.insert(alarm.patientWords)
    }
    #expect(seen.count == Alarm.all.count)
  }
}
