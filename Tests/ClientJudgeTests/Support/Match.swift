import ClientJudge
import PumpFirmware
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestSupport
import Trace

/// A client of these tests before the judge, in one case.
enum Match {
  /// How long a client may take, in virtual time.
  static let limit = Milliseconds.seconds(60)

  /// Plays a case.
  static func play(
    _ conformanceCase: ConformanceCase, _ mistake: Mistake? = nil, seed: UInt64 = 1
  ) throws -> (verdict: Verdict, evidence: Evidence, trace: [String]) {
    let plan = conformanceCase.plan
    var setup = try PumpSetup.sample()
    setup.secrets.noise = AsconBlock(low: seed, high: 7)
    let keys = setup.secrets.factoryKeys
    let pump = try plan.makePump(setup)
    let told = plan.total ?? Rehearsal.mostNanograms(of: plan.wanted, pump, keys: keys)
    let card =
      switch plan.card {
      case .own: SealedClient(seed: seed)
      case .ofAnotherPump:
        SealedClient(
          pairingKey: AsconBlock(counting: 3), serial: .init(text: "PLK-000002"), seed: seed)
      case .ofAnotherSerial: SealedClient(serial: .init(text: "PLK-000002"), seed: seed)
      }
    var client = LabClient(
      try plan.trial(setup, seed: seed), card: card, wanted: plan.wanted, told: told, mistake)
    let isHanging = mistake == .hangs
    let claim = isHanging ? Claim.none(code: 143) : client.run()
    if isHanging { client.pause(limit.rawValue) }
    let evidence = client.trial.end(
      claim: claim, isOverdue: isHanging, at: LinkTime(rawValue: client.time))
    let old = client.trial.before.therapy
    let verdict = Verdict(
      evidence, by: plan.expectations(old: old, told: told, within: limit))
    return (verdict, evidence, client.trial.traceLines.map(\.text))
  }

  /// The names of the cases that a client with this mistake fails.
  static func failed(_ mistake: Mistake?) throws -> [String: [Expectation.Rule]] {
    var failed: [String: [Expectation.Rule]] = [:]
    for one in ConformanceCase.allCases {
      let verdict = try play(one, mistake).verdict
      if !verdict.isPassed { failed[one.rawValue] = verdict.findings.map(\.rule) }
    }
    return failed
  }
}
