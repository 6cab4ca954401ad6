import Quantities
import Telemetry
import TestSupport

@testable import PumpFirmware

extension StateTable {
  /// A request of a type that a pump at work carries out.
  static func request(_ type: RequestType, _ bench: Bench, token: UInt32 = 1) -> Request {
    let timed = TimedOrder(notAfter: bench.soon)
    return switch type {
    case .identify: .identify
    case .openSession:
      .openSession(
        OpenSession(
          role: .clinician, schema: Schema.hash, nonce: AsconBlock(low: 4, high: bench.openings)))
    case .closeSession: .closeSession
    case .confirmSession: .confirmSession
    case .emergencyRate:
      .emergencyRate(EmergencyRate(session: bench.firmware.offer?.offered.session ?? 1))
    case .interrogate: .interrogate
    case .readStatus: .readStatus
    case .readTherapy: .readTherapy
    case .readDayPlan: .readDayPlan(ReadDayPlan(.plan1, .committed))
    case .readPatientBolus: .readPatientBolus(.committed)
    case .readLog: .readLog(ReadLog(from: 1))
    case .readForecast: .readForecast(.running)
    case .stageTherapy: .stageTherapy(StageTherapy(.daily(130_000)))
    case .readBack: .readBack
    case .commit: .commit(Commit(token: token, notAfter: bench.soon))
    case .discard: .discard
    case .stageDayPlan: .stageDayPlan(StageDayPlan(.plan1, .steps((0, 130_000))))
    case .stagePatientBolus: .stagePatientBolus(StagePatientBolus(.sample))
    case .stageRefill: .stageRefill(bench.refill())
    case .readRefill: .readRefill
    case .startBolus: bench.bolusOrder(10_000, over: .minutes(30))
    case .cancelBolus: .cancelBolus(timed)
    case .stop: .stop(timed)
    case .resume: .resume(ConfirmedOrder(notAfter: bench.soon))
    case .requestBolus: .requestBolus(timed)
    case .startPrime: .startPrime(StartPrime(.wholePath, volumesVersion: 2, notAfter: bench.soon))
    case .startBridge: bench.bridgeOrder(.nlPerDay(500_000))
    case .cancelBridge: .cancelBridge(ConfirmedOrder(notAfter: bench.soon))
    case .setClock: .setClock(SetClock(WallClock(rawValue: 99), notAfter: bench.soon))
    case .setLowAlarm: .setLowAlarm(SetLowAlarm(nanolitres: 3_000_000, notAfter: bench.soon))
    case .silenceAlarms: .silenceAlarms(SilenceAlarms(minutes: 10, notAfter: bench.soon))
    case .testAlarm: .testAlarm(TestAlarm(.single))
    case .rotateKey:
      .rotateKey(
        RotateKey(role: .clinician, key: AsconBlock(low: 21, high: 22), notAfter: bench.soon))
    }
  }
}
