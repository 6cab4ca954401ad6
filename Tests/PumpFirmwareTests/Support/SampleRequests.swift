import Quantities
import RawClient
import Telemetry
import TestSupport

@testable import PumpFirmware

extension StateTable {
  /// A request of a type that a pump at work carries out.
  static func request(_ type: RequestType, _ bench: Bench, token: UInt32 = 1) -> Request {
    func order(_ body: Order.Body) -> Request { bench.timed(body) }
    return switch type {
    case .identify: .opening(.identify)
    case .openSession:
      .opening(
        .openSession(
          OpenSession(
            role: .clinician, schema: Schema.hash,
            nonce: AsconBlock(low: .max, high: bench.client.openings)))
      )
    case .closeSession: .query(.closeSession)
    case .confirmSession: .opening(.confirmSession)
    case .emergencyRate:
      .opening(
        .emergencyRate(
          EmergencyRate(session: bench.firmware.openings.offer?.offered.session ?? 1)))
    case .interrogate: .query(.interrogate)
    case .readStatus: .query(.readStatus)
    case .readTherapy: .query(.readTherapy)
    case .readDayPlan: .query(.readDayPlan(ReadDayPlan(.plan1, .committed)))
    case .readPatientBolus: .query(.readPatientBolus(.committed))
    case .readLog: .query(.readLog(ReadLog(from: 1)))
    case .readForecast: .query(.readForecast(.running))
    case .stageTherapy: .part(.therapy(StageTherapy(.daily(130_000))))
    case .readBack: .query(.readBack)
    case .commit: bench.timed(.commit(Commit(token: token)))
    case .discard: .query(.discard)
    case .stageDayPlan: .part(.dayPlan(StageDayPlan(.plan1, .steps((0, 130_000)))))
    case .stagePatientBolus: .part(.patientBolus(StagePatientBolus(.sample)))
    case .stageRefill: .part(.refill(bench.refill()))
    case .readRefill: .query(.readRefill)
    case .startBolus: order(bench.bolusOrder(10_000, over: .minutes(30)))
    case .cancelBolus: order(.cancelBolus)
    case .stop: order(.stop)
    case .resume:
      .order(
        Order(.resume(ConfirmedOrder(confirmedNanograms: bench.total())), notAfter: bench.soon))
    case .requestBolus: order(.requestBolus)
    case .startPrime:
      .order(
        Order(
          .startPrime(
            StartPrime(
              .wholePath, volumesVersion: 2, confirmedNanograms: bench.total(adding: 544_000))),
          notAfter: bench.soon))
    case .startBridge: order(bench.bridgeOrder(.nlPerDay(60_000)))
    case .cancelBridge: bench.timed(.cancelBridge(ConfirmedOrder()))
    case .startTemporaryRate: bench.timed(.startTemporaryRate(.sample))
    case .endTemporaryRate: bench.timed(.endTemporaryRate)
    case .setClock:
      .order(Order(.setClock(SetClock(WallClock(rawValue: 99))), notAfter: bench.soon))
    case .setLowAlarm: bench.timed(.setLowAlarm(SetLowAlarm(nanolitres: 3_000_000)))
    case .silenceAlarms: bench.timed(.silenceAlarms(SilenceAlarms(minutes: 10)))
    case .readCatheter: .query(.readCatheter(.present))
    case .setCatheter: bench.timed(.setCatheter(.sample()))
    case .testAlarm: .query(.testAlarm(TestAlarm(.single)))
    case .rotateKey:
      .order(
        Order(
          .rotateKey(RotateKey(role: .clinician, key: AsconBlock(low: 21, high: 22))),
          notAfter: bench.soon))
    }
  }
}
